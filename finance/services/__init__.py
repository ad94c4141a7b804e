"""Use cases of purchases."""
