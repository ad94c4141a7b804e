"""Stored rows brought into the form the procedure judges."""
