"""Pages of projects, interests and the register of interference."""
