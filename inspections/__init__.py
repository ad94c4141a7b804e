"""Inspections by deputies (“两代一委”视察监督, C22)."""
