"""How files of appointments are shown."""
