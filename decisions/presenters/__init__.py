"""How matters, meetings and what became of resolutions are shown."""
