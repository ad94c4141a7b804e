"""The use cases of audits; each writes once, in one transaction."""
