"""The day of tests that speak of one: what they say of quarters and working days holds on that day."""

from datetime import date

DAY = date(2026, 11, 24)  # a Tuesday in the middle of the fourth quarter
