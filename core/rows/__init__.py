"""Row-level security (行级安全): a second lock, in PostgreSQL, beneath the policies in Python. What they forget to filter shows nothing.

Each app declares in `policies/rows.py` which of its rows who may read and write (`declared`); after every migration PostgreSQL is brought to that
(`installing`). Who reads is told with every request (`reading`, `middleware`); whom nobody told reads nothing. docs/security.md
"""

from core.rows.reading import as_product

__all__ = ["as_product"]
