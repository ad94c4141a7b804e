"""Stored appraisals in the form that is judged."""
