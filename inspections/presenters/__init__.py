"""Inspections by deputies as their pages show them."""
