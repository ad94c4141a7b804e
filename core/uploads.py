"""Files people attach: what may come in, decided by what a file is, not by what it is called.

Accepted: PDF, Word and Excel without macros, PNG, JPEG, plain text. Files lie outside the web's root under names of our own
and go out again only through a view that checked the right, always as a download.
"""

import hashlib
import re
import unicodedata
import zipfile
from dataclasses import dataclass
from pathlib import PurePosixPath
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse
from django.utils.translation import gettext as _

LARGEST = 20 * 1024 * 1024  # bytes of one file
MOST = 20  # files on one record
LONGEST_NAME = 120
UNPACKED_LARGEST = 200 * 1024 * 1024  # bytes an office file may unpack to, against packed bombs
MOST_PARTS = 5000  # of an office file
HEAD = 1024
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TYPES = {
    ".pdf": "application/pdf",
    ".docx": WORD,
    ".xlsx": SHEET,
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".txt": "text/plain; charset=utf-8",
}
ACCEPT = ",".join((*TYPES, ".jpeg"))
SAME = {".jpeg": ".jpg"}
ACTIVE_PDF = re.compile(rb"/(JavaScript|Launch|RichMedia)\b")
ACTIVE_PARTS = re.compile(
    r"vbaproject|/macrosheets/|/activex/|/embeddings/.*\.bin$|\.(exe|dll|js|vbs|ps1|bat)$", re.IGNORECASE
)
UNSAFE_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]')


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that may be kept: the name to show, its ending by content, its size in bytes, its SHA-256."""

    name: str
    ending: str
    size: int
    sha256: str

    @property
    def stored_name(self) -> str:
        """A name of our own to keep it under; nothing of the sender's name reaches the disk."""
        return f"{uuid4().hex}{self.ending}"


def safe_name(name: str) -> str:
    """The sender's name without paths, control and direction characters, at most LONGEST_NAME long, its ending kept."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    plain = "".join(sign for sign in unicodedata.normalize("NFC", last) if unicodedata.category(sign) != "Cf")
    path = PurePosixPath(UNSAFE_IN_NAMES.sub("_", plain).strip(" .") or "file")
    return f"{path.stem[: LONGEST_NAME - len(path.suffix)]}{path.suffix}"


def check(file: UploadedFile) -> Checked:
    """Look into `file`. Raises ValidationError, naming the file in Chinese, where it may not be kept."""
    name = safe_name(file.name or "")
    size = file.size or 0
    if size == 0:
        raise ValidationError(_("“%(name)s”是空文件。") % {"name": name})
    if size > LARGEST:
        values = {"name": name, "limit": LARGEST // 1024 // 1024}
        raise ValidationError(_("“%(name)s”超过 %(limit)s MB，请压缩或拆分后再上传。") % values)
    ending = _ending_by_content(file, name)
    written = PurePosixPath(name).suffix.lower()
    if SAME.get(written, written) != ending:
        raise ValidationError(_("“%(name)s”的内容与扩展名不符，没有上传。") % {"name": name})
    return Checked(name, ending, size, _digest(file))


def download(file: object, name: str) -> FileResponse:
    """Answer with a stored file as a download that no browser renders or keeps."""
    response = FileResponse(file, as_attachment=True, filename=name)
    ending = PurePosixPath(name).suffix.lower()
    response["Content-Type"] = TYPES.get(SAME.get(ending, ending), "application/octet-stream")
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response


def _digest(file: UploadedFile) -> str:
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


def _ending_by_content(file: UploadedFile, name: str) -> str:
    file.seek(0)
    head = file.read(HEAD)
    file.seek(0)
    if not head.startswith(b"PK\x03\x04") and zipfile.is_zipfile(file):
        # Another program would open it as the archive that hangs on its end.
        raise ValidationError(
            _("“%(name)s”里还藏有另一个文件，没有上传；请重新生成后再上传。") % {"name": name}
        )
    file.seek(0)
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"%PDF-"):
        return _passive_pdf(file, name)
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return ".png"
    if head.startswith(b"\xff\xd8\xff"):
        return ".jpg"
    if head.startswith(b"PK\x03\x04"):
        return _office(file, name)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise ValidationError(
            _("“%(name)s”是旧版 Office 文件，可能带宏；请另存为 docx、xlsx 或 PDF 后再上传。")
            % {"name": name}
        )
    if _is_text(file):
        return ".txt"
    raise ValidationError(
        _("“%(name)s”不是可以上传的文件。可上传 PDF、docx、xlsx、png、jpg、txt。") % {"name": name}
    )


def _passive_pdf(file: UploadedFile, name: str) -> str:
    tail = b""
    for chunk in file.chunks():
        if ACTIVE_PDF.search(tail + chunk):
            raise ValidationError(
                _("“%(name)s”带有脚本或可执行内容，没有上传；请打印为普通 PDF。") % {"name": name}
            )
        tail = chunk[-16:]
    file.seek(0)
    return ".pdf"


def _office(file: UploadedFile, name: str) -> str:
    """The ending of an office file without macros; anything else packed as zip is refused."""
    try:
        with zipfile.ZipFile(file) as packed:
            parts = [part.filename for part in packed.infolist()]
            unpacked = sum(part.file_size for part in packed.infolist())
            too_big = unpacked > UNPACKED_LARGEST or len(parts) > MOST_PARTS
            listed = packed.getinfo("[Content_Types].xml") if "[Content_Types].xml" in parts else None
            kinds = packed.read(listed) if listed and listed.file_size < LARGEST else b""
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError) as error:
        raise ValidationError(_("“%(name)s”已损坏或加密，打不开。") % {"name": name}) from error
    finally:
        file.seek(0)
    if b"macroEnabled" in kinds or any(ACTIVE_PARTS.search(part) for part in parts):
        raise ValidationError(
            _("“%(name)s”带有宏或嵌入的程序，没有上传；请去掉宏后另存为 docx 或 xlsx。") % {"name": name}
        )
    ending = ".docx" if "word/document.xml" in parts else ".xlsx" if "xl/workbook.xml" in parts else ""
    if not kinds or not ending or too_big:
        raise ValidationError(
            _("“%(name)s”不是可以上传的文件。可上传 PDF、docx、xlsx、png、jpg、txt。") % {"name": name}
        )
    return ending


def _is_text(file: UploadedFile) -> bool:
    """Whether all of it reads as UTF-8 or GB18030 text without control characters; a script's first line is none."""
    data = file.read()
    file.seek(0)
    if data.startswith((b"MZ", b"#!", b"\x7fELF")):
        return False
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return not any(sign < " " and sign not in "\t\r\n\f" for sign in text)
    return False
