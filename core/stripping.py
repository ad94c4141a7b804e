"""Files as they may be kept when nobody shall learn from them who sent them: pictures drawn anew, documents without their properties.

What a file says openly stays in it; what the device or the program added (place, device, author, times, revision marks' authors) goes.
"""

import io
import re
import zipfile
import zlib
from threading import Lock

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from core import apart

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
# None of these looks at a sign twice: what somebody sends to make the search long takes no longer than what it is.
_SPOKEN = (
    (re.compile(rb"<author>[^<]*</author>"), b"<author></author>"),
    (re.compile(rb"<(?:\w{1,20}:)?absPath\b[^<>]*>"), b""),
    (re.compile(rb"<w:attachedTemplate\b[^<>]*>"), b""),
)
_NAMED = re.compile(rb"<(?:\w{1,20}:)?(?:docPr|cNvPr)\b[^<>]*>")
_NAMES = re.compile(rb'\s(?:descr|title)="[^"]*"')
_RSIDS = re.compile(rb'\sw:rsid\w*="[^"]*"')
_RELATION = re.compile(rb"<Relationship\b[^<>]*>")
_OVERRIDE = re.compile(rb"<Override\b[^<>]*>")
_LEFT_OUT = re.compile(
    rb"docProps|customXml|people\.xml|word/people|persons/|revisions/|docMetadata|/attachedTemplate\""
)
_TARGET = re.compile(rb'\sTarget="[^"]*"')
_EPOCH = (1980, 1, 1, 0, 0, 0)
# A picture of the largest size takes hundreds of megabytes while it is drawn: one after another, however many are sent at once.
_ONE_AT_A_TIME = Lock()


def stripped(content: bytes, ending: str, name: str) -> bytes:
    """`content` of a file ending with `ending` (as `core.uploads` tells it from the content) without what tells of its sender.

    Raises ValidationError, naming the file, where it cannot be read.
    """
    try:
        with _ONE_AT_A_TIME:
            if ending in _IMAGES:
                return _picture(content, _IMAGES[ending])
            if ending == ".pdf":
                return apart.done_by("core.stripping_pdf", content)
            if ending in _OFFICE:
                return _office(content)
    except (
        UnidentifiedImageError,
        OSError,
        ValueError,
        apart.Failed,
        zipfile.BadZipFile,
        zlib.error,
        Image.DecompressionBombError,
    ) as error:
        raise ValidationError(
            _("“%(name)s”读不出来，可能已经损坏；请换一种格式，比如截图。") % {"name": name}
        ) from error
    return content


def _picture(content: bytes, kind: str) -> bytes:
    # Other formats are not even tried: reading some of them starts programs.
    with Image.open(io.BytesIO(content), formats=tuple(_IMAGES.values())) as found:
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
        return _RELATION.sub(_relation, part)
    if name == "[Content_Types].xml":
        return _OVERRIDE.sub(lambda found: b"" if _LEFT_OUT.search(found[0]) else found[0], part)
    for told, instead in _SPOKEN:
        part = told.sub(instead, part)
    part = _NAMED.sub(lambda found: _NAMES.sub(b"", found[0]), part)
    return _RSIDS.sub(b"", _AUTHORS.sub(rb'\1=""', part))


def _relation(found: re.Match[bytes]) -> bytes:
    """A relation without what was left out; what a program would fetch from elsewhere by itself when the file is opened leads nowhere."""
    one = found[0]
    if _LEFT_OUT.search(one):
        return b""
    return one if b'/hyperlink"' in one or b"External" not in one else _TARGET.sub(b' Target="NULL"', one)


def _inner_picture(part: bytes, name: str) -> bytes:
    try:
        return _picture(part, "PNG" if name.lower().endswith(".png") else "JPEG")
    except (UnidentifiedImageError, OSError, ValueError):
        return b""
