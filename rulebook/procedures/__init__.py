"""Procedures the Opinions ask for, step by step: what must be done, in which order, and what is found where it was not."""
