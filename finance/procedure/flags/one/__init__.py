"""What one release shows by itself."""
