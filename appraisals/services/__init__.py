"""Use cases of year-end appraisals."""
