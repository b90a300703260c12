"""Bytes as text and back: a file is read in its own encoding and written in it again.

A byte order mark decides, then the encoding that the user named, then strict UTF-8; a guess is only made when asked for,
and said. What cannot be read so is refused with its place.
"""

from __future__ import annotations

from cleaner.decoding.decode import Reading, decode
from cleaner.decoding.loaded import CONVERTED, MIXED, REPORTED, Loaded, Skipped

__all__ = ["CONVERTED", "MIXED", "REPORTED", "Loaded", "Reading", "Skipped", "decode"]
