"""Tests of year-end appraisals."""
