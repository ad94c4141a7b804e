"""Reading audits, proposals, plans and handovers; always through the policies."""
