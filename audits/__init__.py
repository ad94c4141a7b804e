"""Economic-responsibility audits of heads and the handover at leaving (C18–C21)."""
