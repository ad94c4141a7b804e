"""Forms of audits, proposals, plans and handovers; what may not be typed is decided by the services."""
