"""Collective decisions (三重一大): from the draft to the carried-out resolution (B1, C2–C11)."""
