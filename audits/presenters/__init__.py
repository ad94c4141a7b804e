"""How audits, proposals, plans and handovers are shown on pages and in documents."""
