"""Pages of audits, proposals, plans and handovers."""
