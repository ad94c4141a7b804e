"""Files of the public stay in memory until they are locked: Django would put large ones on the disk as they came."""

from typing import Any

from django.core.files.uploadhandler import MemoryFileUploadHandler


class OnlyInMemory(MemoryFileUploadHandler):
    """Keeps every file in memory; how long a request may be was asked before."""

    def handle_raw_input(self, *args: Any, **kwargs: Any) -> None:
        """Whatever the length."""
        self.activated = True
