"""How audits, proposals and plans are shown."""
