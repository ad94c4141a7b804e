"""Pages of audits, proposals and plans."""
