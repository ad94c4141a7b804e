"""Watching the product work: a line and a figure a request and a task, nothing that tells of people."""
