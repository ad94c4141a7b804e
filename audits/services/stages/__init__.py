"""Carrying out an audit: its steps, what it found, rectification, objections, documents."""
