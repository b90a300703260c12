"""The human text of a structured file as one text, and the way back from it to the file.

The rules see the segments' texts, unescaped, one after another, with a paragraph break between two of them. Breaks, inline tags and
placeholders are protected. What was changed in the view is written at its place in the file, escaped as the place demands.
"""

from __future__ import annotations

from cleaner.views.places import Places
from cleaner.views.view import View
from cleaner.views.write import Writer, Written

__all__ = ["Places", "View", "Writer", "Written"]
