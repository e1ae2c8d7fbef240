"""Files as they lie on the disk: compressed where their names say so, and written whole or not at all."""

import bz2
import errno
import filecmp
import gzip
import hashlib
import lzma
import os
import re
import stat
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, BinaryIO, NamedTuple, cast

STANDARD_INPUT = "-"

_LONGEST_NAME = 200  # bytes

PACKED = (".gz", ".bz2", ".xz", ".zst")
"""The ends of names that say how a file is compressed: gzip, bzip2, xz and Zstandard."""

LONGEST = 32 * 1024 * 1024
"""The longest text or row that is cleaned, in bytes. No article is as long; a file without line ends may be."""

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_LEVEL = 6  # of gzip: its own default, and a third of the time of Python's
_DAMAGE = (EOFError, zlib.error, lzma.LZMAError, gzip.BadGzipFile)


class Stamp(NamedTuple):
    """Which state of a file it is: its size in bytes, 0 for a pipe, and when it was changed, in nanoseconds."""

    size: int
    changed: int

    @classmethod
    def read(cls, path: str | int) -> "Stamp":
        """Read the stamp of a file, by its path or its descriptor. Raises OSError."""
        status = os.stat(path)
        return cls(status.st_size, status.st_mtime_ns) if stat.S_ISREG(status.st_mode) else cls(0, 0)


class DiskFullError(OSError):
    """There is no more room on the disk."""


class DamageError(ValueError):
    """Compressed data that end early or are no such data. The message says so."""


def split_name(name: str) -> tuple[str, str]:
    """Split a name into what it would be without compression, and the end that says how it is compressed.

    >>> split_name("dump.jsonl.gz"), split_name("a.txt")
    (('dump.jsonl', '.gz'), ('a.txt', ''))
    """
    end = next((end for end in PACKED if name.lower().endswith(end)), "")
    return name[: len(name) - len(end)], end


@contextmanager
def open_to_read(path: str) -> Iterator[BinaryIO]:
    """Open a file, or standard input for -, for its bytes, decompressed.

    Raises OSError; DamageError where its compressed data are damaged.
    """
    if path == STANDARD_INPUT:
        if sys.stdin is None:
            raise OSError(errno.EBADF, "it is closed")
        yield sys.stdin.buffer
        return
    end = split_name(path)[1]
    with open(path, "rb") as raw:
        try:
            yield _unpack(raw, end)
        except _list_damage(end) as error:
            raise DamageError(
                f"its {end[1:]} data are damaged or end early ({error}); what could be read is done. "
                "Fetch the file again for the rest"
            ) from error


def read_whole(path: str, most: int) -> bytes:
    """Read a file, decompressed, up to a number of bytes and one more, by which a longer one is known."""
    with open_to_read(path) as file:
        return file.read(most + 1)


def _unpack(raw: BinaryIO, end: str) -> BinaryIO:
    match end:
        case ".gz":
            return cast("BinaryIO", gzip.GzipFile(fileobj=raw))
        case ".bz2":
            return cast("BinaryIO", bz2.BZ2File(raw))
        case ".xz":
            return cast("BinaryIO", lzma.LZMAFile(raw))
        case ".zst":
            return cast("BinaryIO", _zstd().ZstdFile(raw))
    return raw


def _list_damage(end: str) -> tuple[type[Exception], ...]:
    """List the errors by which a library says that data are damaged."""
    if end == ".zst":
        return (*_DAMAGE, _zstd().ZstdError)
    return (*_DAMAGE, OSError) if end == ".bz2" else _DAMAGE if end else ()


def _zstd() -> Any:
    """Give the module for Zstandard: Python has one from 3.14 on, and before that the same module comes by itself."""
    if sys.version_info >= (3, 14):
        from compression import zstd  # noqa: PLC0415 - few files need it
    else:
        from backports import zstd  # noqa: PLC0415 - as above
    return zstd


def pack(data: bytes, end: str) -> bytes:
    """Compress data as the end of a name says. Pieces that are compressed one by one join to one file."""
    match end:
        case ".gz":
            return gzip.compress(data, _LEVEL, mtime=0)  # the time would make two runs differ
        case ".bz2":
            return bz2.compress(data)
        case ".xz":
            return lzma.compress(data)
        case ".zst":
            return bytes(_zstd().compress(data))
    return data


def keep_backup(path: str, end: str) -> None:
    """Keep a file as it is under its name and an end, where that is given.

    A run that was stopped has kept some files already. Raises OSError where another file is there.
    """
    if not end:
        return
    backup = path + end
    if os.path.exists(backup):
        if not (os.path.samefile(path, backup) or filecmp.cmp(path, backup, shallow=False)):
            raise FileExistsError(errno.EEXIST, f"{os.path.basename(backup)} is there already; move it away")
        return
    try:
        os.link(path, backup)  # what is written next gets the name of the first, and leaves the second alone
    except OSError:  # not all kinds of disks have links
        with open(path, "rb") as file:
            write_whole(backup, file.read())


def name_aside(path: str) -> str:
    """Name the file that is written in place of another until it is whole. It stands beside it, and is hidden."""
    folder, name = os.path.split(path)
    digest = hashlib.sha256(os.fsencode(name)).hexdigest()[:16]
    return os.path.join(folder, f".newsclean-{digest}.part")


def write_whole(path: str, data: bytes) -> None:
    """Write a file so that it is there whole or not at all, also after a power cut.

    That it is there is sure once its folder is synced. Raises OSError; DiskFullError where there is no room for it.
    """
    aside = name_aside(path)
    try:
        with watch_room(), open(aside, "wb") as file:
            file.write(data)
            sync(file)
        put_in_place(aside, path)
    except BaseException:
        with suppress(OSError):
            os.remove(aside)
        raise


@contextmanager
def watch_room() -> Iterator[None]:
    """Tell a full disk, which stops a run, from what can be wrong with one file. Raises DiskFullError."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise DiskFullError(error.errno, error.strerror) from error
        raise


def put_in_place(aside: str, path: str) -> None:
    """Give a file that is whole its name. One that stood there before leaves it its permissions, and its owner."""
    with suppress(FileNotFoundError):
        status = os.stat(path)
        with suppress(OSError, AttributeError):  # only root may give files away, and Windows knows no owners
            os.chown(aside, status.st_uid, status.st_gid)
        os.chmod(aside, stat.S_IMODE(status.st_mode))
    os.replace(aside, path)


def sync_folder(path: str) -> None:
    """Bring the names in a folder onto the disk, where the system can."""
    with suppress(OSError):  # Windows opens no folders
        folder = os.open(path or ".", os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def sync(file: BinaryIO) -> None:
    """Bring what was written to a file onto the disk."""
    file.flush()
    os.fsync(file.fileno())


def name_safely(name: str) -> str:
    """Make a name for a file of any text, such as a site's name from a web page.

    >>> name_safely("news.example.org"), name_safely("../etc")
    ('news.example.org', '%2e.%2fetc')
    """
    safe = re.sub(
        r"^\.|[^\w.-]", lambda match: "".join(f"%{byte:02x}" for byte in match[0].encode("utf-8", "replace")), name
    )
    if len(os.fsencode(safe)) <= _LONGEST_NAME:
        return safe
    return f"{safe[: _LONGEST_NAME // 8]}-{hashlib.sha256(os.fsencode(safe)).hexdigest()[:16]}"
