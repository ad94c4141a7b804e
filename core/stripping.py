"""Files as they may be kept when nobody shall learn from them who sent them: pictures drawn anew, documents without their properties.

What a file says openly stays in it; what the device or the program added (place, device, author, times, revision marks' authors) goes.
"""

import io
import re
import zipfile
import zlib
from typing import Any

import pikepdf
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

MOST_PIXELS = 60_000_000
QUALITY = 88
_IMAGES = {".png": "PNG", ".jpg": "JPEG"}
_OFFICE = (".docx", ".xlsx")
# Parts of an office file that say who, when and with what.
_TELLING = re.compile(
    r"^(docProps/|customXml/|word/people\.xml|xl/persons/|xl/revisions/|docMetadata/)", re.IGNORECASE
)
_AUTHORS = re.compile(
    rb'\b((?:w|w15|w16du)?:?(?:author|initials|date|dateUtc|dT|lastModifiedBy|userName|userId))="[^"]*"'
)
# What an office file tells between or beside its tags: who commented, where the file or its template lay, what a picture was called.
_SPOKEN = (
    (re.compile(rb"<author>[^<]*</author>"), b"<author></author>"),
    (re.compile(rb"<(\w+:)?absPath\b[^>]*/>"), b""),
    (re.compile(rb"<w:attachedTemplate\b[^>]*/>"), b""),
    (re.compile(rb'(<(?:\w+:)?(?:docPr|cNvPr)\b[^>]*?)\s+(?:descr|title)="[^"]*"'), rb"\1"),
)
_RSIDS = re.compile(rb'\s+w:rsid\w*="[^"]*"')
MARK, START_OF_SCAN = 0xFF, 0xDA  # of a segment of a JPEG file; of the picture itself
TELLING_SEGMENTS = frozenset({*range(0xE1, 0xEE), 0xEF, 0xFE})
_EPOCH = (1980, 1, 1, 0, 0, 0)


def stripped(content: bytes, ending: str, name: str) -> bytes:
    """`content` of a file ending with `ending` (as `core.uploads` tells it from the content) without what tells of its sender.

    Raises ValidationError, naming the file, where it cannot be read.
    """
    try:
        if ending in _IMAGES:
            return _picture(content, _IMAGES[ending])
        if ending == ".pdf":
            return _pdf(content)
        if ending in _OFFICE:
            return _office(content)
    except (
        UnidentifiedImageError,
        OSError,
        ValueError,
        pikepdf.PdfError,
        zipfile.BadZipFile,
        zlib.error,
        Image.DecompressionBombError,
    ) as error:
        raise ValidationError(
            _("“%(name)s”读不出来，可能已经损坏；请换一种格式，比如截图。") % {"name": name}
        ) from error
    return content


def _picture(content: bytes, kind: str) -> bytes:
    with Image.open(io.BytesIO(content)) as found:
        if found.width * found.height > MOST_PIXELS:
            raise ValueError("too many pixels")
        upright = ImageOps.exif_transpose(found)
        drawn = upright.convert(
            "RGB" if kind == "JPEG" or upright.mode not in {"RGBA", "LA", "P"} else "RGBA"
        )
    fresh = Image.new(drawn.mode, drawn.size)
    fresh.paste(drawn)
    out = io.BytesIO()
    fresh.save(out, kind, **({"quality": QUALITY} if kind == "JPEG" else {}))
    return out.getvalue()


_OF_CATALOGUE = ("/Metadata", "/PieceInfo", "/OpenAction", "/AA", "/Names")
_OF_OBJECTS = ("/Metadata", "/PieceInfo", "/LastModified", "/AA")
_OF_NOTES = ("/T", "/M", "/CreationDate", "/NM")


def _pdf(content: bytes) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as found:
        _drop(found.Root, _OF_CATALOGUE)
        for one in found.objects:
            if isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
                _drop(one, _OF_OBJECTS)
            if isinstance(one, pikepdf.Stream):
                _photograph(one)
        for page in found.pages:
            for note in page.obj.get("/Annots", []):
                _drop(note, _OF_NOTES)
        if "/Info" in found.trailer:
            del found.trailer["/Info"]
        found.save(out, deterministic_id=True)
    return out.getvalue()


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


def _office(content: bytes) -> bytes:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as found,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as kept,
    ):
        for one in found.infolist():
            if one.is_dir() or _TELLING.match(one.filename):
                continue
            part = found.read(one)
            if one.filename.endswith((".xml", ".rels")):
                part = _quiet(one.filename, part)
            elif one.filename.lower().endswith((".jpg", ".jpeg", ".png")):
                part = _inner_picture(part, one.filename)
            kept.writestr(zipfile.ZipInfo(one.filename, _EPOCH), part, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _quiet(name: str, part: bytes) -> bytes:
    """An XML part without authors; lists of parts do not name what was left out."""
    if name.endswith(".rels"):
        return re.sub(
            rb'<Relationship\b[^>]*(?:/attachedTemplate"|Target="[^"]*(?:docProps|customXml|people\.xml|persons/|revisions/|docMetadata)[^"]*")[^>]*/>',
            b"",
            part,
        )
    if name == "[Content_Types].xml":
        return re.sub(
            rb'<Override\b[^>]*PartName="/(?:docProps|customXml|word/people|xl/persons|xl/revisions|docMetadata)[^"]*"[^>]*/>',
            b"",
            part,
        )
    for told, instead in _SPOKEN:
        before = None
        while before != part:
            before, part = part, told.sub(instead, part)
    return _RSIDS.sub(b"", _AUTHORS.sub(rb'\1=""', part))


def _inner_picture(part: bytes, name: str) -> bytes:
    try:
        return _picture(part, "PNG" if name.lower().endswith(".png") else "JPEG")
    except (UnidentifiedImageError, OSError, ValueError):
        return b""
