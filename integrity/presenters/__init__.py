"""How records, responsibility lists and the rest are shown, what waits in them."""
