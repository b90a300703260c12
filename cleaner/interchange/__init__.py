"""Glossaries of other programs: one module per family of formats, with `read` and, where it can be written, `write`.

`read(text, path, wanted)` gives an Imported: entries with the places where they stand. `write(glossary)` gives the file's text.
`merge` makes terms of entries, and says what it had to decide.
"""

from __future__ import annotations

from cleaner.interchange.formats import EXPORTS, IMPORTS, export_glossary, format_of, import_glossary, native_text

__all__ = ["EXPORTS", "IMPORTS", "export_glossary", "format_of", "import_glossary", "native_text"]
