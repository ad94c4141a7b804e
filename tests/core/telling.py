"""A program that says what it was given to know (tests/core/test_apart.py)."""

import os

from core import apart

if __name__ == "__main__":
    apart.serve(lambda content: content + repr(dict(os.environ)).encode())
