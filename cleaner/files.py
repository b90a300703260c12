"""Finding files, reading them, and writing them so that nothing is ever lost."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from cleaner.decoding import Loaded, Reading, Skipped, decode
from cleaner.errors import InputError
from cleaner.formats import CONTAINERS, TABLES, format_for, is_walked
from cleaner.formats.base import Format

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

MAX_BYTES, MAX_CONTAINER = 10_000_000, 200_000_000
"""Beyond this a file is more likely a dump than a text; standard input has no such limit. Containers hold pictures, too."""

_TEMPORARY = ".mt-cleaner-"
"""What the names of temporary files begin with: each is written beside the file whose place it takes."""

_NO_FILE = "this is not a regular file, so it cannot be rewritten. Pipe it through `mt-cleaner fix -`."
SKIPPED_FOLDERS = frozenset({".git", ".hg", ".svn", ".jj", ".venv", ".tox", ".nox", "node_modules", "__pycache__"})


@dataclass(frozen=True, slots=True)
class Found:
    """A file to clean. `inside` is its path from the folder that was named (its bare name when the file itself was named)."""

    path: str
    inside: str
    format: str


@dataclass(frozen=True, slots=True)
class Patterns:
    """gitignore patterns and the folder that they are meant from."""

    base: str
    spec: GitIgnoreSpec

    @classmethod
    def of(cls, base: str, lines: Sequence[str]) -> Patterns | None:
        if not lines:
            return None
        from cleaner.patterns import spec_of  # slow to load, and often not needed

        return cls(os.path.abspath(base), spec_of(lines))

    def verdict(self, path: str, is_folder: bool = False) -> bool | None:
        """True: ignored; False: expressly not; None: nothing said."""
        inside = os.path.relpath(path, self.base).replace(os.sep, "/")
        if inside == "." or inside.startswith("../"):
            return None
        return self.spec.check_file(inside + "/" if is_folder else inside).include


@dataclass(frozen=True, slots=True)
class Naming:
    """Which format a file is in: the one that was named for all files, else that of the last pattern that fits, else its suffix's.

    `tables` says that a column is named, so that tables in folders are meant, too.

    >>> Naming("po").of("a.txt"), Naming().of("a.txt"), Naming().of("a.png")
    ('po', 'text', None)
    """

    all: str | None = None
    patterns: tuple[tuple[Patterns, str], ...] = ()
    tables: bool = False

    @classmethod
    def of_patterns(cls, named: str | None, formats: Sequence[tuple[str, str, str]], tables: bool = False) -> Naming:
        """By folders, patterns that are read from them, and the names of formats."""
        made = ((Patterns.of(folder, [pattern]), name) for folder, pattern, name in formats)
        return cls(named, tuple((patterns, name) for patterns, name in made if patterns), tables)

    def of(self, path: str) -> str | None:
        """The format's name; None where nothing is known of such a file."""
        return self.all or self._said(path) or format_for(path)

    def walked(self, path: str) -> str | None:
        """The same for a file that was found in a folder; None where such files are only meant when they are named."""
        if self.all:
            return self.all
        by_suffix = format_for(path)
        taken = by_suffix and (is_walked(path, by_suffix) or (self.tables and by_suffix in TABLES))
        return self._said(path) or (by_suffix if taken else None)

    def _said(self, path: str) -> str | None:
        return next((name for patterns, name in reversed(self.patterns) if patterns.verdict(path)), None)


@dataclass(slots=True)
class Search:
    """Turns the paths a user named into files, each once, in a stable order; `errors` collects what could not be looked at.

    `output` is a folder that this program writes to, and so does not read from.
    """

    exclude: Patterns | None = None
    force_exclude: bool = False
    output: str | None = None
    naming: Naming = Naming()
    errors: list[InputError] = field(default_factory=list)
    _seen: set[str] = field(default_factory=set)

    def find(self, paths: Sequence[str]) -> list[Found]:
        return [found for path in paths for found in self._named(path) if self._first(found.path)]

    def _first(self, path: str) -> bool:
        """Whether the file was not found before, under this name or another."""
        real = os.path.realpath(path)
        known = real in self._seen
        self._seen.add(real)
        return not known

    def _named(self, path: str) -> Iterator[Found]:
        if os.path.isdir(path):
            if self.naming.all:
                what = "--as is for files that are named one by one; for a folder, say `formats` in the configuration."
                self.errors.append(InputError(what, path=path))
            elif not (self.force_exclude and self._excluded(path, True)):
                yield from self._walk(path, "", _outer_patterns(path))
        elif not os.path.exists(path):
            self.errors.append(InputError("there is no such file or folder.", path=path))
        elif not (self.force_exclude and (self._excluded(path, False) or self._passed_over(path))):
            yield Found(path, os.path.basename(path), self.naming.of(path) or "text")

    def _passed_over(self, path: str) -> bool:
        """Whether a walk would pass over the file because of what such files hold."""
        return self.naming.of(path) is not None and not self._taken(path)

    def _taken(self, path: str) -> str | None:
        """The format of a file that a walk takes."""
        form = self.naming.walked(path)
        return form if form != "qt" or _is_markup(path) else None

    def _excluded(self, path: str, is_folder: bool) -> bool:
        return self.exclude is not None and self.exclude.verdict(path, is_folder) is True

    def _walk(self, folder: str, inside: str, outer: tuple[Patterns, ...]) -> Iterator[Found]:
        try:
            own = _gitignore(folder)
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            self.errors.append(InputError(f"the folder cannot be read: {error.strerror}.", path=folder))
            return
        patterns = (own, *outer) if own else outer
        for entry in entries:
            is_folder = entry.is_dir(follow_symlinks=False)
            path = os.path.normpath(entry.path)
            if self._excluded(path, is_folder) or _ignored(path, is_folder, patterns):
                continue
            within = os.path.join(inside, entry.name)
            if is_folder:
                if entry.name not in SKIPPED_FOLDERS and not (self.output and os.path.realpath(path) == os.path.realpath(self.output)):
                    yield from self._walk(path, within, patterns)
            elif entry.is_file() and (form := self._taken(path)):
                yield Found(path, within, form)


def _is_markup(path: str) -> bool:
    """Whether the file begins as XML: most files with Qt's suffix are TypeScript. One that cannot be read is left to the reading."""
    try:
        with open(path, "rb") as file:
            return file.read(64).lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n").startswith(b"<")
    except OSError:
        return True


def _ignored(path: str, is_folder: bool, patterns: Sequence[Patterns]) -> bool:
    """The nearest .gitignore with an opinion decides."""
    verdicts = (each.verdict(path, is_folder) for each in patterns)
    return next((verdict for verdict in verdicts if verdict is not None), False)


def _gitignore(folder: str) -> Patterns | None:
    try:
        with open(os.path.join(folder, ".gitignore"), encoding="utf-8", errors="replace") as lines:
            return Patterns.of(folder, lines.read().splitlines())
    except (FileNotFoundError, IsADirectoryError):
        return None


def _outer_patterns(folder: str) -> tuple[Patterns, ...]:
    """What the .gitignore files above a folder say, nearest first, up to the repository that holds it.

    Nothing when they ignore the folder itself: then the user named it all the same, and means what is in it.
    """
    here = Path(folder).resolve()
    above = [here, *here.parents]
    root = next((at for at, place in enumerate(above) if (place / ".git").exists()), 0)
    outer: list[Patterns] = []
    for place in above[1 : root + 1]:
        with contextlib.suppress(OSError):
            if found := _gitignore(str(place)):
                outer.append(found)
    return () if _ignored(str(here), True, outer) else tuple(outer)


def largest(format: Format | None) -> int:
    """How many bytes a file of this format may have."""
    return MAX_CONTAINER if format and format.name in CONTAINERS else MAX_BYTES


def read(path: str, reading: Reading | None = None, format: Format | None = None) -> Loaded:
    """The file's text. Raises Skipped for what is no text or too large, InputError for what cannot be read."""
    most = largest(format)
    try:
        with open(path, "rb") as file:
            data = read_up_to(file, most + 1)
    except OSError as error:
        raise InputError(f"the file cannot be read: {error.strerror}.", path=path) from error
    if len(data) > most:
        raise Skipped(f"skipped, it is larger than {most // 1_000_000} MB; `mt-cleaner fix -` takes it through standard input.")
    return load(data, path, reading, format)


def read_up_to(file: BinaryIO, most: int) -> bytes:
    """The first bytes of a file. Asked for more than there is, Python makes room for all of it first, which takes longer than reading."""
    asked = min(most, os.fstat(file.fileno()).st_size + 1)
    data = file.read(asked)
    if len(data) < asked or asked == most:
        return data
    return data + file.read(most - asked)  # a pipe, or a file that grows


def load(data: bytes, path: str, reading: Reading | None = None, format: Format | None = None) -> Loaded:
    """The text in a file's bytes; that of all parts of a container."""
    if format is None or format.name not in CONTAINERS:
        return decode(data, path, reading)
    from cleaner.containers import load as load_container

    return load_container(data, path, format)


def rewrite(path: str, loaded: Loaded, data: bytes) -> tuple[str, ...]:
    """Puts the data in the file's place, unless the file is no longer what was read; what the user must know of it."""
    real = os.path.realpath(path)
    try:
        state = os.stat(real)
        _check_writable(path, real, state)
        with open(real, "rb") as file:
            if file.read(len(loaded.data) + 1) != loaded.data:
                raise InputError("the file changed while it was being cleaned, so it was not overwritten. Run again.", path=path)
        _replace(real, data, state)
    except OSError as error:
        raise InputError(f"the file cannot be written: {error.strerror}. It was left as it was.", path=path) from error
    if state.st_nlink == 1:
        return ()
    many = state.st_nlink - 1
    others = "another name (a hard link), which keeps" if many == 1 else f"{many} other names (hard links), which keep"
    return (f"the file has {others} the old text.",)


def require_regular(path: str) -> None:
    """Raises InputError for what is there and no file: a pipe, a device, a socket."""
    try:
        mode = os.stat(path).st_mode
    except OSError:
        return  # reading says it
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        raise InputError(_NO_FILE, path=path)


def require_writable(path: str) -> None:
    """Raises InputError where `rewrite` would refuse the file, whatever its new contents."""
    real = os.path.realpath(path)
    _check_writable(path, real, os.stat(real))


def write_new(path: str, data: bytes) -> None:
    """Writes a file elsewhere, with the folders it needs."""
    try:
        os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
        real = os.path.realpath(path)
        _replace(real, data, os.stat(real) if os.path.exists(real) else None)
    except OSError as error:
        raise InputError(f"the file cannot be written: {error.strerror}.", path=path) from error


def _check_writable(path: str, real: str, state: os.stat_result) -> None:
    if not stat.S_ISREG(state.st_mode):
        raise InputError(_NO_FILE, path=path)
    # A superuser may write anything; a file without any write permission is still not meant to be written.
    if not state.st_mode & 0o222 or not os.access(real, os.W_OK):
        raise InputError("the file is read-only. It was left as it was; make it writable, or use -o DIR.", path=path)


def _replace(real: str, data: bytes, state: os.stat_result | None) -> None:
    """The data under that name, all of it or nothing: a temporary file beside it takes its place."""
    import tempfile  # slow to load, and most runs write nothing

    handle, temporary = tempfile.mkstemp(prefix=_TEMPORARY, dir=os.path.dirname(real))
    try:
        with os.fdopen(handle, "wb") as file:
            _lock(handle)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        _keep_mode(temporary, state)
        os.replace(temporary, real)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise


def _lock(handle: int) -> bool:
    """Marks a temporary file as being written, for as long as this process lives; False where another one does so."""
    try:
        import fcntl
    except ImportError:  # Windows removes no file that is open
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a file system without locks
        return True
    return True


def clear_left_over(folders: Iterable[str]) -> None:
    """Removes temporary files of runs that were killed while they wrote; one that is being written is left alone."""
    for folder in folders:
        with contextlib.suppress(OSError), os.scandir(folder or ".") as entries:
            for entry in entries:
                if entry.name.startswith(_TEMPORARY) and entry.is_file(follow_symlinks=False):
                    _remove_unlocked(entry.path)


def _remove_unlocked(path: str) -> None:
    with contextlib.suppress(OSError):
        handle = os.open(path, os.O_RDWR)
        try:
            if _lock(handle):
                os.unlink(path)
        finally:
            os.close(handle)


def _keep_mode(temporary: str, state: os.stat_result | None) -> None:
    if state is None:
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(temporary, 0o666 & ~mask)
        return
    if hasattr(os, "chown"):
        with contextlib.suppress(OSError):
            os.chown(temporary, state.st_uid, state.st_gid)
    os.chmod(temporary, stat.S_IMODE(state.st_mode))
