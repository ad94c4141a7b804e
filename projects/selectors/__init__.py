"""Reading projects, interests and the register of interference; always through the policies."""
