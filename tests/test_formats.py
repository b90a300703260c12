"""Formats: what is read of a file, and what is written back.

`tests/cmd/format-*` holds one damaged file or more of every format, and what the command line says about it. Properties of all: pieces
and gaps make up the file; escaped text is read back as it was; a run changes nothing but text, a second run nothing at all.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import HERE, cleaner
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner import files
from cleaner.decoding import Skipped
from cleaner.edits import apply
from cleaner.errors import InputError
from cleaner.files import Naming
from cleaner.formats import CONTAINERS, PLAIN, names, reader
from cleaner.formats.base import Format, Unit, outside
from cleaner.views import View

SAMPLES = sorted(path for path in (HERE / "cmd").glob("format-*/in/**/*.*") if path.is_file())
EXAMPLES = 10
DAMAGE = st.lists(
    st.sampled_from(["The police", " , the court", " Taolu loans", " note:The", " end ."])
    | st.sampled_from(['"', "“", "\\", "&", "<", ">", "'", "é", "🙂", "%s", "{0}", ":", "#", "]]>", ",", "\t"])
    | st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=5),
    min_size=1,
).map("".join).filter(str.strip)


def of(path: Path) -> Format:
    name = Naming().of(str(path))
    assert name is not None
    return Format(name, "en", "zh", "target", "source", include_locked=True)


def read(text: str, format: Format) -> list[Unit]:
    read_units = reader(format)
    assert read_units is not None
    return list(read_units(text, format))


def content(path: Path) -> str:
    if of(path).name in CONTAINERS:
        return files.read(str(path), format=of(path)).text
    return path.read_bytes().decode("utf-8")


def test_there_is_a_sample_of_every_format() -> None:
    # What a file of Parquet looks like depends on the version of Arrow: test_parquet.py makes its own.
    assert {of(path).name for path in SAMPLES} == set(names()) - {*PLAIN, "parquet"}


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_pieces_and_gaps_make_up_the_file(path: Path) -> None:
    text, format = content(path), of(path)
    units, rebuilt, at = read(text, format), "", 0
    assert units
    for piece in (piece for unit in units for piece in unit.pieces):
        assert at <= piece.start <= piece.end <= len(text)
        rebuilt += text[at : piece.start] + text[piece.start : piece.end]
        at = piece.end
    assert rebuilt + text[at:] == text
    inside = [unit.frame or (piece.start, piece.end) for unit in units for piece in unit.pieces if piece.is_text]
    assert len(outside(text, units)) == len(text) - sum(end - start for start, end in set(inside))


def rewritten(text: str, unit: Unit, new: str) -> tuple[str, str]:
    """The file with another text in the place of the unit's first piece of text, and what the unit must then say."""
    at = next(at for at, piece in enumerate(unit.pieces) if piece.is_text)
    first, before, after = unit.pieces[at], unit.pieces[:at], unit.pieces[at + 1 :]
    meant = "".join([*(piece.text for piece in before), new, *(piece.text for piece in after)])
    whole = unit.rewrap(meant) if unit.rewrap else None
    if whole is not None and unit.frame:
        return text[: unit.frame[0]] + whole + text[unit.frame[1] :], meant
    return text[: first.start] + (first.escape or unit.escape)(new) + text[first.end :], meant


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_what_is_escaped_is_read_back(path: Path) -> None:
    text, format = content(path), of(path)

    units = [unit for unit in read(text, format) if any(piece.is_text for piece in unit.pieces)]

    @settings(max_examples=30, deadline=None)
    @given(st.sampled_from(units), DAMAGE)
    def check(unit: Unit, new: str) -> None:
        try:
            file, meant = rewritten(text, unit, f"x{new}x")
        except ValueError:
            return  # said to be impossible in this place
        assert [other.text for other in read(file, format) if other.key == unit.key] == [meant]

    check()


def check_run(text: str, format: Format) -> None:
    """What must hold of every file: the changes lead to the output, nothing but text is different, a second run does nothing."""
    outcome = cleaner().clean(text, format=format)
    assert not outcome.notices
    assert apply(text, outcome.changes) == outcome.text
    before, after = read(text, format), read(outcome.text, format)
    assert outside(text, before) == outside(outcome.text, after)
    assert [(unit.key, unit.source) for unit in before] == [(unit.key, unit.source) for unit in after]
    assert cleaner().clean(outcome.text, format=format).changes == ()


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_a_run_changes_text_alone_and_a_second_run_nothing(path: Path) -> None:
    text, format = content(path), of(path)
    assert cleaner().clean(text, format=format).changes
    check_run(text, format)
    units = [unit for unit in read(text, format) if any(piece.is_text for piece in unit.pieces)]

    @settings(max_examples=EXAMPLES, deadline=None)
    @given(st.sampled_from(units), DAMAGE)
    def check(unit: Unit, new: str) -> None:
        try:
            file, meant = rewritten(text, unit, new)
            is_held = [other.text for other in read(file, format) if other.key == unit.key] == [meant]
        except (ValueError, InputError):
            return  # a block of YAML cannot begin with a space, a value of .ini not with a comment's mark
        if is_held:
            check_run(file, format)

    check()


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_without_rules_a_file_comes_back_as_it_was(path: Path) -> None:
    text = content(path)
    assert cleaner(select=()).clean(text, format=of(path)).text == text


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_a_file_that_was_cut_short_is_refused_or_left_in_shape(path: Path) -> None:
    text, format = content(path), of(path)
    for at in range(0, len(text), max(1, len(text) // 60)):
        try:
            units = read(text[:at], format)
        except InputError as error:
            assert error.line and error.column and "left alone" in error.message
        except Skipped:
            assert at == 0
        else:
            assert len(outside(text[:at], units)) <= at


PO = 'msgid "{}"\nmsgstr "The Taolu loans were many."\n'
XLIFF = """<xliff version="1.2"><file><body><trans-unit id="1"><source>{}</source><target>The Taolu loans were many.</target></trans-unit>
</body></file></xliff>"""
TMX = """<tmx version="1.4"><header srclang="zh"/><body><tu><tuv xml:lang="zh"><seg>{}</seg></tuv>
<tuv xml:lang="en"><seg>The Taolu loans were many.</seg></tuv></tu></body></tmx>"""
CSV = """source,target\n{},The Taolu loans were many.\n"""
JSONL = """{"source": "{}", "target": "The Taolu loans were many."}"""
SOURCES = [("po", PO), ("xliff", XLIFF), ("tmx", TMX), ("csv", CSV), ("jsonl", JSONL)]


@pytest.mark.parametrize(("name", "file"), SOURCES, ids=lambda value: value if len(value) < 9 else "")
def test_the_source_segment_decides_about_a_term(name: str, file: str) -> None:
    asks, asks_not = file.replace("{}", "套路贷很多。"), file.replace("{}", "贷款很多。")
    format = Format(name, column="target", source_column="source")
    assert cleaner().clean(asks, format=format).text == asks.replace("Taolu loans", "trap loans")
    assert cleaner().clean(asks_not, format=format).changes == ()


def test_a_view_is_one_text_with_breaks_between_segments() -> None:
    file = 'msgid "甲"\nmsgstr "a \\"b\\" "\n"c"\n\nmsgid "乙"\nmsgstr "d\\n"\n'
    view = View(file, read(file, Format("po")))
    assert view.text == 'a "b" c\n\nd\n'
    assert [(view.text[part.start : part.end], part.source) for part in view.segments] == [('a "b" c', "甲"), ("d\n", "乙")]
    assert [view.text[start:end] for start, end in view.fixed] == ["\n\n", "\n"]


def test_depth_and_size_do_not_hurt() -> None:
    unit = '<trans-unit id="1" note="{}"><target>{}The police , the{}</target></trans-unit>'
    for note, depth in (("a , b" * 200_000, 1), ("", 20_000)):
        file = "<xliff><file><body>" + unit.format(note, "<g>" * depth, "</g>" * depth) + "</body></file></xliff>"
        assert cleaner(select=("spacing",)).clean(file, format="xliff").text == file.replace("police ,", "police,")
    nested = "[" * 50_000 + '"The police , the"' + "]" * 50_000
    assert cleaner(select=("spacing",)).clean(nested, format="json").text == nested.replace(" ,", ",")


def test_an_ignore_comment_of_the_file_holds_for_the_segments_it_covers() -> None:
    entry = 'msgid "{0}"\nmsgstr ""\n"The police ,"\n" the court ."\n\n'
    file = entry.format("a") + "# mt-cleaner: ignore-next-line\n" + entry.format("b") + "# mt-cleaner: off\n" + entry.format("c")
    file += "# mt-cleaner: on\n" + entry.format("d") + "# mt-cleaner: ignore-next-line[terms]\n" + entry.format("e")
    outcome = cleaner().clean(file, format="po")
    lines = outcome.text.splitlines()
    mended, kept = '"The police,"', '"The police ,"'
    assert [line for line in lines if line.startswith('"The')] == [mended, kept, kept, mended, mended]
    assert outcome.notices == (f"line {len(lines) - 5}: this 'mt-cleaner:' comment ignores nothing and can go.",)


def test_a_file_is_cleaned_as_the_language_that_it_states() -> None:
    header = 'msgid ""\nmsgstr "Language: {}\\n"\n\nmsgid "a"\nmsgstr "Server（API）, the"\n'
    assert cleaner().clean(header.format("en"), format="po").changes
    assert cleaner().clean(header.format("ja"), format="po").changes == ()
    assert cleaner().clean(header.format("ja"), format=Format("po", language="en")).changes


def test_a_file_is_cleaned_as_the_language_that_it_plainly_shows() -> None:
    """A short string says nothing of its language, and would be taken for English words without their spaces."""
    spanish = ["La ciudad es más grande de lo que se pensaba.", "Esta es la casa de mi hermano."]
    spanish += ["No se puede abrir el archivo porque está en uso.", "El servidor no responde, vuelva a intentarlo más tarde."]
    spanish += ["Haga clic en el botón para guardar los cambios que ha hecho.", "Se implementa", "La policía , la"]
    file = json.dumps({str(number): text for number, text in enumerate(spanish)}, ensure_ascii=False)
    assert cleaner().clean(file, format="json").text == file.replace("policía ,", "policía,")
    alone = json.dumps({"a": "Se implementa"})
    assert "implement a" in cleaner().clean(alone, format="json").text, "then this shows nothing"
