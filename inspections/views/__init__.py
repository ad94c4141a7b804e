"""Pages of inspections by deputies."""
