"""Forms of year-end appraisals."""
