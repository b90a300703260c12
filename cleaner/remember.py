"""Adds an entry to the allow list of a configuration file, and leaves every other byte of it as it is."""

from __future__ import annotations

import json
from pathlib import Path

from cleaner import files
from cleaner.allow import Allowed
from cleaner.config import OWN_FILE, SHARED_FILE, TABLE, load_settings
from cleaner.errors import ConfigError


def remember(allowed: Allowed, origin: str | None) -> str:
    """Writes the entry at the end of the configuration file `origin`, or into a new one in the working folder; returns its path.

    A table at the end of a file is right in any TOML file, but for one that has `allow` as a list of strings: then ConfigError is raised,
    and nothing is written.
    """
    path, data = prepared(allowed, origin)
    files.write_new(str(path), data)
    return str(path)


def prepared(allowed: Allowed, origin: str | None) -> tuple[Path, bytes]:
    """Which file `remember` writes, and what; raises ConfigError as it does."""
    path = Path(origin or OWN_FILE)
    try:
        before = path.read_bytes() if path.exists() else b""
    except OSError as error:
        raise ConfigError(f"the configuration cannot be read: {error.strerror}.", path=str(path)) from error
    newline = b"\r\n" if b"\r\n" in before else b"\n"
    gap = b"" if not before else newline if before.endswith(b"\n") else newline * 2
    lines = [_header(path), *(f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in _values(allowed).items())]
    data = before + gap + newline.join(line.encode() for line in lines) + newline
    _check(path, data)
    return path, data


def _values(allowed: Allowed) -> dict[str, str]:
    values = {"text": allowed.text, "rule": allowed.rule, "reason": allowed.reason}
    return {key: value for key, value in values.items() if value}


def _header(path: Path) -> str:
    return f"[[tool.{TABLE}.allow]]" if path.name == SHARED_FILE else "[[allow]]"


def _check(path: Path, data: bytes) -> None:
    """Reads the new file as the next run will, before it takes the old one's place."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        trial = Path(folder) / path.name
        trial.write_bytes(data)
        try:
            load_settings(str(trial))
        except ConfigError as error:
            what = f"the entry cannot be added here; write it into 'allow' by hand ({error.message})"
            raise ConfigError(what, path=str(path)) from error
