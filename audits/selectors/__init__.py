"""Reading audits, proposals and plans; always through the policies."""
