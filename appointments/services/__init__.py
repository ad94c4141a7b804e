"""Writing files of appointments: one write each."""
