"""How complaints are shown."""
