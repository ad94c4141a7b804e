"""What a citizen's file keeps: all that it says openly, nothing of who made it, when, where and with what (C23)."""

import io
import zipfile
import zlib
from datetime import datetime

import docx
import openpyxl
import pikepdf
import pytest
from django.core.exceptions import ValidationError
from openpyxl.comments import Comment
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from core.stripping import stripped

WHO, PLACE = "shan.jiming", "32.0N109.5E"


def exif() -> Image.Exif:
    made = Image.Exif()
    made[0x010F], made[0x013B], made[0x0132] = PLACE, WHO, "2026:03:05 08:00:00"
    made[0x0112] = 6  # held upright, stored on its side
    return made


def photograph() -> bytes:
    out = io.BytesIO()
    picture = Image.new("RGB", (40, 20), "white")
    picture.paste("black", (0, 0, 5, 5))
    picture.save(out, "JPEG", exif=exif(), comment=WHO)
    return out.getvalue()


def parts(content: bytes) -> bytes:
    """Everything in an office file, unpacked."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return b"".join(one.filename.encode() + packed.read(one) for one in packed.infolist())


def test_a_photograph_loses_place_device_and_author_and_stands_as_it_was_taken():
    before = photograph()
    assert WHO.encode() in before
    assert PLACE.encode() in before
    after = stripped(before, ".jpg", "a.jpg")
    assert WHO.encode() not in after
    assert PLACE.encode() not in after
    with Image.open(io.BytesIO(after)) as seen:
        assert seen.size == (20, 40)
        assert not dict(seen.getexif())


def test_a_picture_loses_its_texts():
    told, out = PngInfo(), io.BytesIO()
    told.add_text("Author", WHO)
    Image.new("RGBA", (4, 4)).save(out, "PNG", pnginfo=told)
    assert WHO.encode() in out.getvalue()
    assert WHO.encode() not in stripped(out.getvalue(), ".png", "a.png")


@pytest.mark.parametrize("packed", [False, True], ids=["as it is", "packed once more"])
def test_a_pdf_loses_its_properties_the_names_of_who_noted_and_what_cameras_wrote(packed: bool):
    made, out = pikepdf.new(), io.BytesIO()
    page = made.add_blank_page()
    with made.open_metadata() as told:
        told["dc:creator"] = [WHO]
    made.docinfo["/Author"] = WHO
    raw = photograph()
    image = pikepdf.Stream(made, b"")
    image.stream_dict = pikepdf.Dictionary(
        Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=40, Height=20,
        ColorSpace=pikepdf.Name.DeviceRGB, BitsPerComponent=8,
    )  # fmt: skip
    filters = [pikepdf.Name.FlateDecode, pikepdf.Name.DCTDecode] if packed else [pikepdf.Name.DCTDecode]
    image.write(zlib.compress(raw) if packed else raw, filter=pikepdf.Array(filters))
    page.add_resource(image, pikepdf.Name.XObject)
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 0, 9, 9], T=WHO, Contents="第三页有误"
    )
    page.Annots = made.make_indirect(pikepdf.Array([made.make_indirect(note)]))
    made.save(out)
    after = stripped(out.getvalue(), ".pdf", "a.pdf")
    with pikepdf.open(io.BytesIO(after)) as seen:
        assert "/Info" not in seen.trailer
        assert "/Metadata" not in seen.Root
        (left,) = seen.pages[0].Annots
        assert "/T" not in left
        assert str(left.Contents) == "第三页有误"
        (kept,) = seen.pages[0].Resources.XObject.values()
        with Image.open(io.BytesIO(kept.read_raw_bytes())) as drawn:
            drawn.load()
            assert drawn.size == (40, 20)
        streams = b"".join(one.read_raw_bytes() for one in seen.objects if isinstance(one, pikepdf.Stream))
    assert WHO.encode() not in after + streams
    assert PLACE.encode() not in after + streams


def test_a_word_file_loses_author_reviewers_times_template_and_the_names_of_pictures():
    made, out = docx.Document(), io.BytesIO()
    made.core_properties.author = made.core_properties.last_modified_by = WHO
    made.core_properties.created = datetime(2026, 3, 5)
    made.add_paragraph("修渠的工程给了他表弟")
    made.add_picture(io.BytesIO(photograph()))
    made.inline_shapes[0]._inline.docPr.set("descr", f"C:\\Users\\{WHO}\\a.jpg")
    made.save(out)
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(out.getvalue())) as found, zipfile.ZipFile(changed, "w") as kept:
        for one in found.infolist():
            part = found.read(one)
            if one.filename == "word/document.xml":
                mark = f'<w:p><w:ins w:id="1" w:author="{WHO}" w:date="2026-03-05T08:00:00Z"><w:r><w:t>补</w:t></w:r></w:ins></w:p>'
                part = part.replace(b"<w:body>", b"<w:body>" + mark.encode(), 1)
            if one.filename == "word/settings.xml":
                part = part.replace(b"</w:settings>", b'<w:attachedTemplate r:id="rId9"/></w:settings>')
            kept.writestr(one, part)
        template = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" Target="file:///C:/Users/{WHO}/n.dotm" TargetMode="External"/></Relationships>'
        kept.writestr("word/_rels/settings.xml.rels", template)
    assert parts(changed.getvalue()).count(WHO.encode()) >= 5
    after = stripped(changed.getvalue(), ".docx", "a.docx")
    assert WHO.encode() not in parts(after)
    assert PLACE.encode() not in parts(after)
    assert b"2026-03-05" not in parts(after)
    seen = docx.Document(io.BytesIO(after))
    assert "修渠的工程给了他表弟" in [one.text for one in seen.paragraphs]
    assert len(seen.inline_shapes) == 1


def test_a_workbook_loses_author_commenters_and_where_it_lay():
    made, out = openpyxl.Workbook(), io.BytesIO()
    made.properties.creator = WHO
    made.active["A1"] = "七百斤"
    made.active["A1"].comment = Comment("这一笔不对", WHO)
    made.save(out)
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(out.getvalue())) as found, zipfile.ZipFile(changed, "w") as kept:
        for one in found.infolist():
            part = found.read(one)
            if one.filename == "xl/workbook.xml":
                where = f'<x15ac:absPath xmlns:x15ac="http://schemas.microsoft.com/office/spreadsheetml/2010/11/ac" url="C:\\Users\\{WHO}\\"/>'
                part = part.replace(b"<sheets>", where.encode() + b"<sheets>", 1)
            kept.writestr(one, part)
    assert parts(changed.getvalue()).count(WHO.encode()) >= 3
    after = stripped(changed.getvalue(), ".xlsx", "a.xlsx")
    assert WHO.encode() not in parts(after)
    seen = openpyxl.load_workbook(io.BytesIO(after))
    assert seen.active["A1"].value == "七百斤"
    assert seen.active["A1"].comment.text == "这一笔不对"


@pytest.mark.parametrize("ending", [".jpg", ".png", ".pdf", ".docx", ".xlsx"])
def test_what_cannot_be_read_is_refused_by_name_and_not_kept_as_it_came(ending: str):
    with pytest.raises(ValidationError, match=f"证据{ending}”读不出来"):
        stripped(b"%PDF-1.7 broken", ending, f"证据{ending}")
