"""Who logs in, which roles they hold, and what they may see."""
