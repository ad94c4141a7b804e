"""What the rules say of audits and whoever carries them out."""
