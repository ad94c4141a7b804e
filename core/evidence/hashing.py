"""The Merkle tree of RFC 6962 over entries, with SHA-256 or SM3 (GB/T 32905); leaves, inner nodes and links of the chain begin with different bytes,
so that none can pass for another."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

LEAF, NODE, LINK = b"\x00", b"\x01", b"\x02"
ALGORITHMS = ("sha256", "sm3")
START = b""  # what the first batch is chained to

Path = list[tuple[str, bytes]]  # from the leaf upwards: on which side ("left", "right") which value is put


def digest(algorithm: str, content: bytes) -> bytes:
    """The hash of `content`. Raises ValueError where this machine's OpenSSL lacks the algorithm."""
    return hashlib.new(algorithm, content).digest()


def written(*fields: object) -> bytes:
    """Fields as the bytes that are hashed: compact JSON, hashes and salts as hexadecimal numbers."""
    plain = [bytes(one).hex() if isinstance(one, bytes | memoryview) else one for one in fields]
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode()


def leaf(
    algorithm: str, number: int, name: str, key: str, kind: str, row: bytes, role: str, salt: bytes
) -> bytes:
    """The leaf of an entry."""
    return digest(algorithm, LEAF + written(number, name, key, kind, row, role, salt))


def node(algorithm: str, left: bytes, right: bytes) -> bytes:
    """The value above two others."""
    return digest(algorithm, NODE + left + right)


def link(
    algorithm: str, before: bytes, root: bytes, number: int, first: int, count: int, at: datetime
) -> bytes:
    """The chained value of a batch: its root, what it says of itself, and all before it."""
    return digest(algorithm, LINK + written(before, root, number, first, count, moment(at)))


def moment(at: datetime) -> str:
    """A moment as it is hashed."""
    return at.astimezone(UTC).isoformat()


def root(algorithm: str, leaves: Iterable[bytes]) -> bytes:
    """The root over `leaves`, one after another. Raises ValueError where there is none."""
    heights: list[tuple[int, bytes]] = []  # whole trees so far, the highest first
    for one in leaves:
        height, value = 0, one
        while heights and heights[-1][0] == height:
            value, height = node(algorithm, heights.pop()[1], value), height + 1
        heights.append((height, value))
    if not heights:
        raise ValueError("a tree without leaves has no root")
    value = heights.pop()[1]
    while heights:
        value = node(algorithm, heights.pop()[1], value)
    return value


def path(algorithm: str, leaves: Sequence[bytes], at: int) -> Path:
    """What leads from leaf `at` to the root: as many values as the tree is high."""
    if len(leaves) == 1:
        return []
    split = 1 << (len(leaves) - 1).bit_length() - 1
    if at < split:
        return [*path(algorithm, leaves[:split], at), ("right", root(algorithm, leaves[split:]))]
    return [*path(algorithm, leaves[split:], at - split), ("left", root(algorithm, leaves[:split]))]


def climbed(algorithm: str, value: bytes, steps: Iterable[tuple[str, bytes]]) -> bytes:
    """The root that `value` and the path to it lead to."""
    for side, other in steps:
        value = node(algorithm, other, value) if side == "left" else node(algorithm, value, other)
    return value
