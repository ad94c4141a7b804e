"""What the rules say of audits, of whoever carries them out, and of handovers."""
