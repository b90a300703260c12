"""ZIP archives (.docx, .epub) read in memory, and written back with only some entries changed.

Python's zipfile reads; it cannot write an archive in which the other entries keep their very bytes, so that is done here, by the layout
of APPNOTE.TXT 6.3.10 (4.3.7 local header, 4.3.12 central directory, 4.3.16 end). Nothing is ever put on a disk under the names in it.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from cleaner.errors import InputError

MAX_TEXT = 50_000_000
"""Beyond so many bytes of text an archive is no document that a person wrote."""
MAX_RATIO, RATIO_FROM = 500, 1_000_000
"""Text shrinks to a tenth or so, an empty table to a hundredth; what is a five hundredth was made to grow. Small entries are let off."""

_LOCAL, _CENTRAL, _END = struct.Struct("<4s5H3L2H"), struct.Struct("<4s6H3L5H2L"), struct.Struct("<4s4H2LH")
_DESCRIPTOR, _ENCRYPTED = 0x08, 0x01
_ZIP64 = 0x0001
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def refused(what: str) -> InputError:
    return InputError(f"{what} The file was left alone.")


@dataclass(slots=True)
class Archive:
    """The entries of a ZIP by their names, in order. `budget` is how many bytes of text may still be read."""

    data: bytes
    entries: dict[str, zipfile.ZipInfo]
    budget: int = MAX_TEXT

    @classmethod
    def of(cls, data: bytes) -> Archive:
        """Raises InputError for what is no whole, plain ZIP."""
        if data.startswith(_OLE):
            raise refused("this is an OLE file and no ZIP archive: encrypted, or in an older format. Save it anew without a password.")
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                entries = archive.infolist()
        except (zipfile.BadZipFile, ValueError, NotImplementedError, UnicodeDecodeError, struct.error) as error:
            raise refused(f"this is not a whole ZIP archive: {str(error).rstrip('.')}.") from None
        if len({entry.filename for entry in entries}) < len(entries):
            raise refused("the archive holds two entries of one name.")
        return cls(data, {entry.filename: entry for entry in entries})

    def read(self, name: str) -> bytes:
        """The content of an entry. Raises InputError for one that is missing, encrypted, broken, or grows too large."""
        entry = self.entries.get(name)
        if entry is None:
            raise refused(f"the archive has no '{name}'.")
        self._check(entry)
        try:
            with zipfile.ZipFile(io.BytesIO(self.data)) as archive, archive.open(entry) as file:
                content = file.read(self.budget + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError, struct.error) as error:
            raise refused(f"'{name}' in the archive cannot be read: {str(error).rstrip('.') or 'it ends too early'}.") from None
        if len(content) != entry.file_size:
            raise refused(f"'{name}' in the archive is not as large as the archive says.")
        self.budget -= len(content)
        return content

    def _check(self, entry: zipfile.ZipInfo) -> None:
        name = entry.filename
        if entry.flag_bits & _ENCRYPTED:
            raise refused(f"'{name}' in the archive is encrypted.")
        if entry.compress_type not in _METHODS:
            raise refused(f"'{name}' in the archive is compressed in a way that is not read (method {entry.compress_type}).")
        if entry.file_size > self.budget:
            raise refused(f"'{name}' in the archive would unpack to {entry.file_size} bytes; {MAX_TEXT} are the most for a file's text.")
        if entry.file_size > RATIO_FROM and entry.file_size > MAX_RATIO * entry.compress_size:
            raise refused(f"'{name}' in the archive unpacks to more than {MAX_RATIO} times its size, as no text does.")

    def replaced(self, contents: Mapping[str, bytes]) -> bytes:
        """The archive with other contents of some entries; every other one keeps its bytes, its place and all that is said of it.

        Raises InputError for an archive that this cannot be done to, or where the result would not read back.
        """
        try:
            new = _Rewriting(self.data, contents).archive()
        except (struct.error, ValueError, KeyError) as error:
            raise refused(f"the directory of the archive is not as it should be ({error}), so that it is not rewritten.") from None
        self._prove(new, contents)
        return new

    def _prove(self, new: bytes, contents: Mapping[str, bytes]) -> None:
        again = Archive.of(new)
        known = list(again.entries.items())
        same = [name for name, _ in known] == list(self.entries) and all(
            again.read(name) == contents[name] if name in contents else _facts(entry) == _facts(self.entries[name]) for name, entry in known
        )
        if not same:
            raise refused("the archive would not read back as it was meant to. Please report this.")


def _facts(entry: zipfile.ZipInfo) -> tuple[object, ...]:
    """What must stay of an entry that is not changed."""
    sizes = entry.CRC, entry.compress_size, entry.file_size
    return *sizes, entry.date_time, entry.compress_type, entry.flag_bits, entry.extra, entry.comment, entry.external_attr


class _Rewriting:
    """Entries are copied in the order in which they stand, then the directory with its new sizes and places."""

    def __init__(self, data: bytes, contents: Mapping[str, bytes]) -> None:
        self.data, self.contents = data, contents
        self.at = data.rfind(b"PK\x05\x06")
        _, _, _, _, self.count, self.size, self.start, comment = _END.unpack_from(data, self.at)
        if self.start + self.size != self.at or self.at + _END.size + comment != len(data) or self.count == 0xFFFF:
            raise refused("the archive is more than a plain ZIP (ZIP64, or something before or behind it), so that it is not rewritten.")

    def archive(self) -> bytes:
        records = self._records()
        places = sorted(offset for _, offset, _ in records)
        if not places or places[0] != 0:
            raise refused("the archive does not begin with its first entry, so that it is not rewritten.")
        ends = dict(zip(places, [*places[1:], self.start], strict=True))
        names = {offset: name for name, offset, _ in records}
        out, moved, facts = bytearray(), dict[int, int](), dict[int, tuple[int, int, int]]()
        for offset, end in ends.items():
            moved[offset] = len(out)
            content = self.contents.get(names[offset])
            if content is None:
                out += self.data[offset:end]
            else:
                entry, facts[offset] = self._entry(offset, content)
                out += entry
        start = len(out)
        for _, offset, record in records:
            out += _directed(record, moved[offset], facts.get(offset))
        end_record = list(_END.unpack_from(self.data, self.at))
        end_record[5:7] = len(out) - start, start
        return bytes(out) + _END.pack(*end_record) + self.data[self.at + _END.size :]

    def _records(self) -> list[tuple[str, int, bytes]]:
        """The records of the central directory: name, place of the entry, bytes."""
        records, at = list[tuple[str, int, bytes]](), self.start
        for _ in range(self.count):
            fields = _CENTRAL.unpack_from(self.data, at)
            end = at + _CENTRAL.size + sum(fields[10:13])
            raw = self.data[at + _CENTRAL.size : at + _CENTRAL.size + fields[10]]
            if 0xFFFFFFFF in (fields[8], fields[9], fields[16]):
                raise refused("the archive is a ZIP64, which is not rewritten.")
            records.append((raw.decode("utf-8" if fields[3] & 0x800 else "cp437"), fields[16], self.data[at:end]))
            at = end
        return records

    def _entry(self, offset: int, content: bytes) -> tuple[bytes, tuple[int, int, int]]:
        """A local header with new content behind it, and its checksum and sizes."""
        fields = list(_LOCAL.unpack_from(self.data, offset))
        name_end = offset + _LOCAL.size + fields[9]
        extra = _without_zip64(self.data[name_end : name_end + fields[10]])
        packed = content
        if fields[3] == zipfile.ZIP_DEFLATED:
            packer = zlib.compressobj(zlib.Z_DEFAULT_COMPRESSION, zlib.DEFLATED, -15)
            packed = packer.compress(content) + packer.flush()
        facts = zlib.crc32(content), len(packed), len(content)
        fields[2] &= ~_DESCRIPTOR
        fields[6:9] = facts
        fields[10] = len(extra)
        return _LOCAL.pack(*fields) + self.data[offset + _LOCAL.size : name_end] + extra + packed, facts


def _directed(record: bytes, offset: int, facts: tuple[int, int, int] | None) -> bytes:
    """A record of the central directory with the new place of its entry, and its new checksum and sizes."""
    fields = list(_CENTRAL.unpack_from(record))
    fields[16] = offset
    if facts:
        fields[3] &= ~_DESCRIPTOR
        fields[7:10] = facts
    return _CENTRAL.pack(*fields) + record[_CENTRAL.size :]


def _without_zip64(extra: bytes) -> bytes:
    """Extra fields of a local header without the one for sizes beyond 4 GB, which a writer may have put in to be safe."""
    out, at = b"", 0
    while at + 4 <= len(extra):
        kind, size = struct.unpack_from("<2H", extra, at)
        if kind != _ZIP64:
            out += extra[at : at + 4 + size]
        at += 4 + size
    return out + extra[at:]
