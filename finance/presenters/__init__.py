"""Purchases in words."""
