"""Containers: what is changed inside of them, what stays, and what is refused."""

from __future__ import annotations

import io
import random
import struct
import zipfile
from pathlib import Path

import pytest
from conftest import HERE, cleaner
from test_cli import run

from cleaner import files
from cleaner.cli.jobs import Task, perform
from cleaner.containers.archive import Archive
from cleaner.errors import InputError
from cleaner.formats.base import Format
from cleaner.formats.markup import Element, parse

SAMPLES = {"docx": HERE / "cmd/format-docx/in/page.docx", "epub": HERE / "cmd/format-epub/in/book.epub"}
MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DOCX = "word/document.xml"


class Unseekable(io.RawIOBase):
    """What a program writes to that streams its archive: then sizes follow the content (APPNOTE.TXT 4.3.9)."""

    def __init__(self) -> None:
        self.written = io.BytesIO()

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        return self.written.write(bytes(data))  # type: ignore[call-overload]


def zipped(entries: dict[str, str | bytes], method: int = zipfile.ZIP_DEFLATED, streamed: bool = False, comment: bytes = b"") -> bytes:
    target = Unseekable() if streamed else io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:  # type: ignore[arg-type]
        archive.comment = comment
        for name, content in entries.items():
            info = zipfile.ZipInfo(name, (2001, 2, 3, 4, 5, 6))
            info.compress_type, info.comment, info.external_attr = method, b"said of it", 0o640 << 16
            archive.writestr(info, content)
    return target.written.getvalue() if isinstance(target, Unseekable) else target.getvalue()


def unzipped(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def body(paragraphs: str) -> dict[str, str | bytes]:
    return {"a.bin": b"\0 , " * 50, DOCX: f'<w:document xmlns:w="{MAIN}"><w:body>{paragraphs}</w:body></w:document>', "z.bin": b"\1" * 99}


def fixed(data: bytes, name: str = "docx") -> bytes:
    loaded = files.load(data, f"page.{name}", format=Format(name))
    outcome = cleaner().clean(loaded.text, format=name)
    assert not outcome.notices
    return loaded.encode(outcome.text, f"page.{name}", outcome.changes)


def paragraph(*runs: str) -> str:
    return "<w:p>" + "".join(f"<w:r>{run}</w:r>" for run in runs) + "</w:p>"


def after(paragraphs: str) -> str:
    text = unzipped(fixed(zipped(body(paragraphs))))[DOCX].decode()
    return text.partition("<w:body>")[2].partition("</w:body>")[0]


def raw_entries(data: bytes) -> dict[str, bytes]:
    """The bytes of each entry, its local header included."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        places = [info.header_offset for info in archive.infolist()] + [archive.start_dir]
        return {info.filename: data[start:end] for info, start, end in zip(archive.infolist(), places, places[1:], strict=False)}


@pytest.mark.parametrize("streamed", [False, True])
@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_every_other_entry_keeps_its_bytes_and_what_is_said_of_it(method: int, streamed: bool) -> None:
    data = zipped(body(paragraph("<w:t>The police , the end.</w:t>")), method, streamed, b"a comment")
    new = fixed(data)
    before, made = raw_entries(data), raw_entries(new)
    assert list(before) == list(made)
    assert {name for name in before if before[name] != made[name]} == {DOCX}
    assert unzipped(new)[DOCX] == unzipped(data)[DOCX].replace(b"police ,", b"police,")
    with zipfile.ZipFile(io.BytesIO(data)) as one, zipfile.ZipFile(io.BytesIO(new)) as other:
        assert one.comment == other.comment
        for old, now in zip(one.infolist(), other.infolist(), strict=True):
            assert (old.date_time, old.compress_type, old.comment, old.external_attr) == (
                now.date_time,
                now.compress_type,
                now.comment,
                now.external_attr,
            )


@pytest.mark.parametrize("name", SAMPLES)
def test_a_clean_file_is_the_very_same_and_not_written(name: str, tmp_path: Path) -> None:
    path = tmp_path / f"page.{name}"
    path.write_bytes(fixed(SAMPLES[name].read_bytes(), name))
    before = path.read_bytes(), path.stat().st_mtime_ns, path.stat().st_ino
    assert not perform(cleaner(), Task(str(path), Format(name), "fix")).findings
    assert (path.read_bytes(), path.stat().st_mtime_ns, path.stat().st_ino) == before


def skeleton(part: bytes) -> list[tuple[str, dict[str, str]]]:
    """The elements of a part with their attributes, that of kept spaces left out."""
    nodes = (node for node in parse(part.decode()).walk() if isinstance(node, Element))
    return [(node.name, {key: value for key, value in node.attributes.items() if key != "xml:space"}) for node in nodes]


@pytest.mark.parametrize("name", SAMPLES)
def test_the_parts_have_the_same_elements_before_and_after(name: str) -> None:
    before, made = unzipped(SAMPLES[name].read_bytes()), unzipped(fixed(SAMPLES[name].read_bytes(), name))
    changed = [part for part in before if before[part] != made[part]]
    assert changed
    for part in changed:
        assert skeleton(before[part]) == skeleton(made[part])


def test_the_mimetype_of_a_book_stays_first_and_stored() -> None:
    new = fixed(SAMPLES["epub"].read_bytes(), "epub")
    assert new[30:58] == b"mimetypeapplication/epub+zip"


def test_runs_keep_their_look() -> None:
    bold = "<w:rPr><w:b/></w:rPr>"
    # A space between two looks belongs to neither for certain: it is only said.
    assert after(paragraph(f"{bold}<w:t>note:</w:t>", "<w:t>The end.</w:t>")) == paragraph(f"{bold}<w:t>note:</w:t>", "<w:t>The end.</w:t>")
    # Between two runs of one look it is put in, and says that it counts.
    assert after(paragraph("<w:t>Editor’s note:</w:t>", "<w:t>The end.</w:t>")) == paragraph(
        '<w:t xml:space="preserve">Editor’s note: </w:t>', "<w:t>The end.</w:t>"
    )
    given = paragraph(f'{bold}<w:t xml:space="preserve">The police </w:t>', "<w:t>, the court met.</w:t>")
    assert after(given) == given.replace("police ", "police")


def test_fields_and_deletions_stay_and_stand_between() -> None:
    field = '<w:fldChar w:fldCharType="begin"/>', "<w:instrText> A , b </w:instrText>", '<w:fldChar w:fldCharType="separate"/>'
    end = '<w:fldChar w:fldCharType="end"/>'
    shown = paragraph("<w:t>The police , page </w:t>", *field, "<w:t>one , two</w:t>", end, "<w:t> is held , he said.</w:t>")
    assert after(shown) == shown.replace("police ,", "police,").replace("held ,", "held,")
    deleted = paragraph("<w:t>The note:</w:t>").replace("</w:p>", "<w:del><w:r><w:delText> a , b</w:delText></w:r></w:del>")
    deleted += "<w:r><w:t>The end.</w:t></w:r></w:p>"
    assert after(deleted) == deleted


def test_the_whole_document_is_the_evidence() -> None:
    few = body(paragraph("<w:t>The bank,the court and others met.</w:t>"))
    notes = paragraph("<w:t>One,two,three,four,five.</w:t>")
    many = few | {"word/footnotes.xml": f'<w:footnotes xmlns:w="{MAIN}">{notes}</w:footnotes>'}
    text = files.load(zipped(many), "a.docx", format=Format("docx")).text
    assert text.count("\0") == 4 and text.index(DOCX) < text.index("word/footnotes.xml")
    assert b"One, two, three" in unzipped(fixed(zipped(many)))["word/footnotes.xml"]


def test_depth_does_not_hurt() -> None:
    deep = "<w:ins>" * 20_000 + "<w:r><w:t>The police , the end.</w:t></w:r>" + "</w:ins>" * 20_000
    assert "police, the" in after(f"<w:p>{deep}</w:p>")


def encrypted(data: bytes) -> bytes:
    """The archive with the flag set that says its first entry is encrypted."""
    out, at = bytearray(data), data.index(b"PK\x01\x02")
    out[6] |= 1
    out[at + 8] |= 1
    return bytes(out)


def epub(**more: str) -> dict[str, str | bytes]:
    return {**unzipped(SAMPLES["epub"].read_bytes()), **{name.replace("__", "/"): text for name, text in more.items()}}


ENCRYPTION = '<encryption><CipherReference URI="OEBPS/text/ch1.xhtml"/></encryption>'
PAGE = zipped({DOCX: body(paragraph("<w:t>The police , the end.</w:t>"))[DOCX]})
REFUSED = {
    "grown": (zipped(body(" " * 9_000_000)), "docx", "unpacks to more than 500 times its size"),
    "too large": (zipped(body("x" * 60_000_000), zipfile.ZIP_STORED), "docx", "would unpack to 600"),
    "encrypted": (encrypted(PAGE), "docx", f"'{DOCX}' in the archive is encrypted"),
    "twice": (PAGE[: PAGE.index(b"PK\x01\x02")], "docx", "this is not a whole ZIP archive"),
    "method": (zipped(body("x"), zipfile.ZIP_LZMA), "docx", "compressed in a way that is not read (method 14)"),
    "signed": (zipped(body("x") | {"_xmlsignatures/a": ""}), "docx", "the document is signed"),
    "no document": (zipped({"a": "b"}), "docx", "this is no Word document"),
    "protected": (zipped(epub(**{"META-INF__encryption.xml": ENCRYPTION})), "epub", "'OEBPS/text/ch1.xhtml' is encrypted"),
    "signed book": (zipped(epub(**{"META-INF__signatures.xml": "<a/>"})), "epub", "the book is signed"),
    "binary part": (zipped({DOCX: b"\0\1"}), "docx", "is no text"),
    "prefix": (b"#!/bin/sh\n" + PAGE, "docx", "so that it is not rewritten"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_done_is_refused_with_a_sentence_and_left_alone(what: str, tmp_path: Path) -> None:
    data, name, sentence = REFUSED[what]
    path = tmp_path / f"page.{name}"
    path.write_bytes(data)
    result = perform(cleaner(), Task(str(path), Format(name), "fix"))
    assert result.error and sentence in result.error and "left alone" in result.error
    assert path.read_bytes() == data


@pytest.mark.parametrize("name", SAMPLES)
def test_damage_to_the_archive_is_refused_or_does_no_harm(name: str) -> None:
    whole, chance = SAMPLES[name].read_bytes(), random.Random(7)
    damaged = [whole[:at] for at in range(0, len(whole), len(whole) // 25)]
    for _ in range(60):
        at = chance.randrange(len(whole))
        damaged.append(whole[:at] + bytes([whole[at] ^ (1 << chance.randrange(8))]) + whole[at + 1 :])
    for data in damaged:
        try:
            new = fixed(data, name)
            before, made = raw_entries(data), raw_entries(new)
            assert all(part.endswith((DOCX, "notes.xml", ".xhtml")) for part in before if before[part] != made[part])
        except InputError as error:
            assert "left alone" in error.message


def test_two_entries_of_one_name_are_refused() -> None:
    with pytest.warns(UserWarning, match="Duplicate"), pytest.raises(InputError, match="two entries of one name"):
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w") as archive:
            archive.writestr(DOCX, "a")
            archive.writestr(DOCX, "b")
        Archive.of(target.getvalue())


def test_a_size_beyond_32_bits_is_refused() -> None:
    data = bytearray(PAGE)
    struct.pack_into("<L", data, PAGE.index(b"PK\x01\x02") + 42, 0xFFFFFFFF)
    with pytest.raises(InputError, match="left alone"):
        fixed(bytes(data))


def test_standard_input_and_output(tmp_path: Path) -> None:
    data = SAMPLES["docx"].read_bytes()
    done = run("fix", "--isolated", "--stdin-filename", "page.docx", "-", cwd=tmp_path, stdin=data)
    assert done.returncode == 0 and done.stdout == fixed(data)
    assert b"page.docx!word/document.xml:3:187: spacing.before-punctuation" in done.stderr


def test_a_source_with_the_same_paragraphs_decides_about_a_term(tmp_path: Path) -> None:
    text = paragraph("<w:t>The Taolu loans were many.</w:t>")
    for source, wanted in (("套路贷很多。", b"trap loans"), ("贷款很多。", b"Taolu loans")):
        (tmp_path / "zh.docx").write_bytes(zipped(body(paragraph(f"<w:t>{source}</w:t>"))))
        (tmp_path / "en.docx").write_bytes(zipped(body(text)))
        done = perform(cleaner(), Task(str(tmp_path / "en.docx"), Format("docx"), "fix", source=str(tmp_path / "zh.docx")))
        assert not done.error and wanted in unzipped((tmp_path / "en.docx").read_bytes())[DOCX]
