"""Mandates in force and the calendar of duties: who supervises whom, and what is due."""
