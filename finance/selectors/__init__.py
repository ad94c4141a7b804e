"""Reading purchases."""
