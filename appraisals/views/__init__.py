"""Pages of year-end appraisals."""
