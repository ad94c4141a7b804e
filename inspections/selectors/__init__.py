"""Reading inspections by deputies."""
