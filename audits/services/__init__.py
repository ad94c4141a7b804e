"""The use cases of audits and handovers; each writes once, in one transaction."""
