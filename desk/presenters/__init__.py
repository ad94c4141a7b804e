"""How things are put for a reader: the frame of every page, rows of lists, histories in words."""

from desk.presenters.frame import chrome

__all__ = ["chrome"]
