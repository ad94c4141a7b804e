"""Funds and purchases (B3, B4): what is spent, bought and paid, and whether the rules were kept."""
