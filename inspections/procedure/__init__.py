"""Judging inspections by deputies."""
