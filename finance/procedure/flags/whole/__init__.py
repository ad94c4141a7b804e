"""What only the whole file shows: outliers, and purchases that belong together."""
