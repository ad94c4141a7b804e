"""Divisions, units, posts, people and tenures: who was where, from when to when."""
