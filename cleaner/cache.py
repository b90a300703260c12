"""Files that only save time: what was made of something, under a name that its content gives. Losing them loses nothing.

A file is believed only if it is whole (its own digest stands in it), is this user's, and nobody else may write it. What cannot be read
or written is done without, and nothing is said: a cache is never a reason to fail.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
import sys
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

KEPT = 20
"""So many files are kept, those used last."""
_DIGEST = 64


def folder() -> Path | None:
    """Where the system wants such files to be: XDG_CACHE_HOME, else the place that is usual; None without a home.

    By hand, since platformdirs takes longer to load than the whole cache saves for a small glossary.
    """
    named = os.environ.get("XDG_CACHE_HOME") or (os.environ.get("LOCALAPPDATA") if sys.platform == "win32" else None)
    if named and os.path.isabs(named):
        return Path(named) / "mt-cleaner"
    home = os.path.expanduser("~")
    if home == "~" or not os.path.isabs(home):
        return None
    return Path(home) / ("Library/Caches" if sys.platform == "darwin" else ".cache") / "mt-cleaner"


def digest(parts: Iterable[bytes]) -> str:
    """A name for contents: no two lists of parts have the same."""
    whole = hashlib.sha256()
    for part in parts:
        whole.update(hashlib.sha256(part).digest())
    return whole.hexdigest()


def state_of(folder: Path, times: bool = True) -> bytes:
    """What tells one version of the files of a folder, and of all folders in it, from another: names and sizes, and, where nothing else
    does, times."""
    found = []
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for name in sorted(files):
            state = os.stat(os.path.join(place, name))
            found.append((os.path.relpath(place, folder), name, state.st_size, state.st_mtime_ns if times else 0))
    return repr(found).encode("utf-8", "surrogateescape")


@lru_cache(maxsize=1)
def program() -> bytes | None:
    """Which program this is; None where it cannot tell, and so must keep nothing."""
    return program_in(Path(__file__).parent)


def program_in(package: Path) -> bytes | None:
    """The state of a package that was installed is a record of the digests of its files, so that another machine with the same one has the
    same; in a checkout sizes and times tell. None for what is no folder of files (an archive), or cannot be looked at."""
    try:
        if not (package / "cache.py").is_file():
            return None
        for record in package.parent.glob("mt_cleaner-*.dist-info/RECORD"):
            installed = record.read_bytes()
            if f"{package.name}/cache.py,sha256=".encode() in installed:
                return installed + state_of(package, times=False)
        return state_of(package)
    except OSError:
        return None


def load(name: str) -> bytes | None:
    """What was stored under the name, or None."""
    place = folder()
    if place is None:
        return None
    try:
        with open(place / name, "rb") as file:
            if not _is_ours(os.fstat(file.fileno())):
                return None
            head, data = file.read(_DIGEST), file.read()
    except OSError:
        return None
    if head != hashlib.sha256(data).hexdigest().encode():
        return None
    with contextlib.suppress(OSError):
        os.utime(place / name)  # in use, so that it is not among the oldest
    return data


def store(name: str, data: bytes) -> None:
    """Keeps the data under the name, and of all files only those used last."""
    place = folder()
    if place is None:
        return
    with contextlib.suppress(OSError):
        os.makedirs(place, mode=0o700, exist_ok=True)
        import tempfile

        handle, temporary = tempfile.mkstemp(prefix=".new-", dir=place)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(hashlib.sha256(data).hexdigest().encode() + data)
            os.replace(temporary, place / name)
        except BaseException:
            os.unlink(temporary)
            raise
        _prune(place)


def _is_ours(state: os.stat_result) -> bool:
    if not stat.S_ISREG(state.st_mode):
        return False
    return not hasattr(os, "geteuid") or (state.st_uid == os.geteuid() and not state.st_mode & (stat.S_IWGRP | stat.S_IWOTH))


def _prune(place: Path) -> None:
    """Removes the oldest files, those of runs that were killed among them."""
    oldest_first = sorted(place.iterdir(), key=lambda path: path.stat().st_mtime)
    for path in oldest_first[:-KEPT]:
        path.unlink(missing_ok=True)
