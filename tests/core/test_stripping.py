"""What a citizen's file keeps: all that it says openly, nothing of who made it, when, where and with what (C23)."""

import io
import struct
import time
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


def test_a_pdf_loses_what_acts_however_it_is_written():
    made, out = pikepdf.new(), io.BytesIO()
    page = made.add_blank_page()
    acts = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.launchURL('https://evil.example/')")
    launches = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="cmd.exe")
    leads = pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://example.test/")
    link = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=acts, AA=acts
    )
    other = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=leads)
    page.Annots = pikepdf.Array([made.make_indirect(link), other])
    made.Root.OpenAction = made.make_indirect(launches)
    made.Root.Names = pikepdf.Dictionary(JavaScript=pikepdf.Dictionary(Names=["a", acts]))
    made.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    after = stripped(out.getvalue(), ".pdf", "a.pdf")
    plain = io.BytesIO()
    with pikepdf.open(io.BytesIO(after)) as seen:
        seen.save(plain, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    for word in (b"JavaScript", b"launchURL", b"cmd.exe", b"Launch"):
        assert word not in plain.getvalue()
    assert b"example.test" in plain.getvalue()  # where a click leads may be read and asked about


HOSTILE = [
    b"<docPr ", b"<absPath ", b"<Relationship ", b'<Override PartName="/', b"w15:", b" w:rsid", b' descr=""', b'w:author="',
]  # fmt: skip


@pytest.mark.parametrize("name", ["word/document.xml", "word/_rels/document.xml.rels"])
def test_a_word_file_made_to_take_long_takes_no_longer_than_another(name: str):
    for again in (*HOSTILE, b" "):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
            made.writestr(name, b"<docPr " + again * (500_000 // len(again)))
        begun = time.process_time()
        stripped(out.getvalue(), ".docx", "a.docx")
        assert time.process_time() - begun < 5, again


def test_what_a_word_file_would_fetch_from_elsewhere_by_itself_leads_nowhere_and_links_stay():
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    said = "".join(
        f'<Relationship Id="r{kind}" Type="{kinds}/{kind}" Target="https://{kind}.example/a" TargetMode="External"/>'
        for kind in ("image", "oleObject", "frame", "hyperlink")
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("word/_rels/document.xml.rels", f"<Relationships>{said}</Relationships>")
    after = parts(stripped(out.getvalue(), ".docx", "a.docx"))
    assert b"image.example" not in after
    assert b"oleObject.example" not in after
    assert b"frame.example" not in after
    assert b"hyperlink.example" in after
    assert b'Id="rimage"' in after


@pytest.mark.parametrize("ending", [".png", ".jpg"])
def test_no_other_format_is_even_tried_under_a_pictures_name(ending: str):
    script = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n%%EndComments\nshowpage\n"
    with pytest.raises(ValidationError, match="读不出来"):
        stripped(script, ending, "a")
    out, tried = io.BytesIO(), io.BytesIO()
    Image.new("RGB", (2, 2)).save(tried, "BMP")
    for inside in (script, tried.getvalue()):
        with zipfile.ZipFile(out, "w") as made:
            made.writestr(f"word/media/a{ending}", inside)
        with zipfile.ZipFile(io.BytesIO(stripped(out.getvalue(), ".docx", "a.docx"))) as seen:
            assert seen.read(f"word/media/a{ending}") == b""


def test_a_picture_of_a_few_bytes_and_a_billion_pixels_is_refused_before_it_is_drawn():
    head = struct.pack(">IIBBBBB", 40_000, 40_000, 8, 2, 0, 0, 0)
    chunk = struct.pack(">I", len(head)) + b"IHDR" + head + struct.pack(">I", zlib.crc32(b"IHDR" + head))
    with pytest.raises(ValidationError, match="读不出来"):
        stripped(b"\x89PNG\r\n\x1a\n" + chunk, ".png", "a.png")


def test_an_entity_of_a_word_file_reads_nothing():
    out = io.BytesIO()
    bomb = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname"><!ENTITY b "&a;&a;">]><x>&a;&b;</x>'
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("word/document.xml", bomb)
    with zipfile.ZipFile(io.BytesIO(stripped(out.getvalue(), ".docx", "a.docx"))) as seen:
        assert seen.read("word/document.xml") == bomb  # never parsed here: nothing is resolved
