"""Corpora: records of JSON Lines and Parquet, each with its text cleaned and the changes beside it.

A record is a text of its own: nothing that stands in another record changes what becomes of it. So records may be cleaned anywhere and in
any order, and `mt-cleaner corpus`, the adapters and a call of `Washer` give the same.
"""

from __future__ import annotations

from cleaner.corpus.base import Counts, Fields, Washed, Washer

__all__ = ["Counts", "Fields", "Washed", "Washer"]
