"""Duty reports, reminder talks and integrity forums: what was said, agreed and followed up (C12, C15, C16)."""
