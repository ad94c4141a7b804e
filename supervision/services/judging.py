"""When a power judges what was written: right after each write, or, where much is entered at once, all of it together at the end."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import transaction


class Judging:
    """The switch of one app; made once, where its services judge."""

    def __init__(self, name: str) -> None:
        self._later: ContextVar[bool] = ContextVar(f"{name} judged later", default=False)

    @contextmanager
    def together(self) -> Iterator[None]:
        """Within it nothing is judged write by write: whoever enters much at once judges all of it afterwards."""
        former = self._later.set(True)
        try:
            yield
        finally:
            self._later.reset(former)

    @property
    def is_later(self) -> bool:
        """Whether what is written now is judged together afterwards."""
        return self._later.get()

    def after_commit(self, judge: Callable[[], object]) -> None:
        """Call `judge` once the transaction stands; within `together` nothing is done. A judge that fails harms no write."""
        if not self.is_later:
            transaction.on_commit(judge, robust=True)
