"""A program that asks for more memory than a stranger's file may have (tests/core/test_apart.py)."""

from core import apart

if __name__ == "__main__":
    apart.serve(lambda content: bytes(2 * apart.MOST_MEMORY) + content)
