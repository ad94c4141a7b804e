"""Pages of matters, meetings and what becomes of resolutions."""
