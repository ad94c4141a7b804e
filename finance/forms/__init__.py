"""Forms of purchases."""
