"""Use cases of inspections by deputies."""
