"""How records are shown, what waits in them."""
