"""A PDF document without its properties, the names of who noted in it, what cameras wrote, and whatever acts when it is opened.

A program (`python -m core.stripping_pdf`, see core.apart): the document on its input, what is left of it on its output.
"""

import io
import zlib
from typing import Any

import pikepdf

from core import apart

MARK, START_OF_SCAN = 0xFF, 0xDA  # of a segment of a JPEG file; of the picture itself
TELLING_SEGMENTS = frozenset({*range(0xE1, 0xEE), 0xEF, 0xFE})
_OF_CATALOGUE = ("/Metadata", "/PieceInfo", "/OpenAction", "/AA", "/Names")
_OF_OBJECTS = ("/Metadata", "/PieceInfo", "/LastModified", "/AA", "/JS", "/EF", "/XFA")
# What acts, asks another host or starts a program; a name may be written so that no search of the file's bytes finds it.
_ACTING = frozenset(
    (
        "/JavaScript",
        "/Launch",
        "/SubmitForm",
        "/ImportData",
        "/GoToR",
        "/GoToE",
        "/Rendition",
        "/RichMediaExecute",
    )
)
_DEEPEST = 50
_OF_NOTES = ("/T", "/M", "/CreationDate", "/NM")


def still(content: bytes) -> bytes:
    """The document without what tells of its sender and without what acts. Raises what pikepdf raises, ValueError, zlib.error."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as found:
        _drop(found.Root, _OF_CATALOGUE)
        for one in found.objects:
            _still(one, 0)
            if isinstance(one, pikepdf.Stream):
                _photograph(one)
        for page in found.pages:
            for note in page.obj.get("/Annots", []):
                _drop(note, _OF_NOTES)
        if "/Info" in found.trailer:
            del found.trailer["/Info"]
        found.save(out, deterministic_id=True)
    return out.getvalue()


def _still(one: Any, depth: int) -> None:
    """`one` and what is written inside it without what acts or tells; what it only refers to is an object of its own."""
    if depth > _DEEPEST:
        raise ValueError("written too deep")
    if isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
        _drop(one, _OF_OBJECTS)
        if str(one.get("/S", "")) in _ACTING:
            _drop(one, ("/S", "/F", "/Win", "/Next"))
        inside = [one[name] for name in one.keys()]  # noqa: SIM118 - a PDF dictionary is no mapping
    elif isinstance(one, pikepdf.Array):
        inside = list(one)
    else:
        return
    for part in inside:
        if isinstance(part, pikepdf.Object) and not part.is_indirect:
            _still(part, depth + 1)


def _photograph(one: pikepdf.Stream) -> None:
    """A photograph in a document, without what the camera wrote into it; how it is compressed stays."""
    given = one.get("/Filter")
    filters = [str(name) for name in given] if isinstance(given, pikepdf.Array) else [str(given)]
    if filters[-1] != "/DCTDecode":
        return
    if filters == ["/FlateDecode", "/DCTDecode"]:
        content = zlib.decompress(one.read_raw_bytes())
    elif len(filters) == 1:
        content = one.read_raw_bytes()
    else:
        raise ValueError("a photograph packed in an unusual way")
    one.write(_only_the_picture(content), filter=pikepdf.Name("/DCTDecode"))


def _only_the_picture(jpeg: bytes) -> bytes:
    """A JPEG file without the segments of its camera and programs (APP1–APP13, APP15, COM); how colours are meant (APP0, APP14) stays."""
    kept, at = jpeg[:2], 2
    while at + 4 <= len(jpeg) and jpeg[at] == MARK:
        kind, length = jpeg[at + 1], int.from_bytes(jpeg[at + 2 : at + 4], "big")
        if kind == START_OF_SCAN:
            break
        if kind not in TELLING_SEGMENTS:
            kept += jpeg[at : at + 2 + length]
        at += 2 + length
    return kept + jpeg[at:]


def _drop(one: Any, names: tuple[str, ...]) -> None:
    for name in names:
        if name in one:
            del one[name]


if __name__ == "__main__":
    apart.serve(still)
