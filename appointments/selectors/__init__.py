"""Reading files of appointments; always through the policies."""
