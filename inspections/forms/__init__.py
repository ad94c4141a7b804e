"""Forms of inspections by deputies."""
