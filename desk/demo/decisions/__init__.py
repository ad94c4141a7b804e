"""Two years of collective decisions in the demo county: its data as files, and how they are entered. See the README above."""

from desk.demo.decisions.telling import tell

__all__ = ["tell"]
