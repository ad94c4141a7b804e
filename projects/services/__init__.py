"""Writing projects, interests and the register of interference: one write each."""
