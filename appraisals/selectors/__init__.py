"""Reads of year-end appraisals; always through the policies."""
