"""The file of a review: a pack that a reader may edit, written whole after each answer."""

import os
import re

from newsclean.batch.storage import sync_folder, write_whole
from newsclean.learning.writing import write_pack
from newsclean.rules import Pack, PackError, read_pack

_HEAD = """\
# Decided in "newsclean review": what goes, what stays, and which rules are off or hold however unsure.
# Edit it as you like. What is taken out of it is asked about again.
"""
_COMMENT = re.compile(
    r"""\"{3}(?:\\.|[^\\])*?\"{3} | '{3}.*?'{3} | "(?:\\.|[^"\\\n])*" | '[^'\n]*' | (\#[^\n]*)""",
    re.DOTALL | re.VERBOSE,
)
"""A text in quotes, or a comment, which is the first group."""


class ReviewFileError(ValueError):
    """A file that a review cannot go on with. The message names it, and says what to do."""


class ReviewFile:
    """The pack that answers are kept in."""

    def __init__(self, path: str) -> None:
        """Open a file that is there, or is going to be.

        Raises ReviewFileError where no review can write there, and PackError where it is no pack.
        """
        self.path = path
        folder = os.path.dirname(path)
        if not os.path.isdir(folder or "."):
            raise ReviewFileError(f"{path}: there is no folder {folder}; make it, or name another file with -o")
        self._content = self._read()
        self.pack = Pack(path)
        if self._content:
            _refuse_foreign(path, self._content)
            self.pack = read_pack(path)

    @property
    def owner(self) -> str:
        """What the ids of its rules begin with: its name."""
        name = os.path.splitext(os.path.basename(self.path))[0]
        return re.sub(r"[^\w-]+", "-", name).strip("-") or "review"

    def save(self, pack: Pack) -> None:
        """Write the pack, or take the file away where nothing is decided any more.

        Raises ReviewFileError where something else has changed the file, or where it cannot be written.
        """
        if self._read() != self._content:
            raise ReviewFileError(f"{self.path} was changed meanwhile, and stays as it is; begin the review again")
        decided = pack.rules or pack.unsure or pack.disable or pack.enable or pack.keeps
        content = f"{_HEAD}\n{write_pack(pack)}".encode("utf-8", "replace") if decided else b""
        try:
            if content:
                write_whole(self.path, content)
            elif self._content:
                os.remove(self.path)
        except OSError as error:
            kept = "; all answers but the last are in it" if self._content else "; name another file with -o"
            raise ReviewFileError(f"{self.path}: it cannot be written: {error.strerror}{kept}") from error
        sync_folder(os.path.dirname(self.path))
        self.pack, self._content = pack, content

    def _read(self) -> bytes:
        try:
            with open(self.path, "rb") as file:
                return file.read()
        except FileNotFoundError:
            return b""
        except OSError as error:
            raise ReviewFileError(
                f"{self.path}: it cannot be read: {error.strerror}; name another file with -o"
            ) from error


def _refuse_foreign(path: str, content: bytes) -> None:
    """Refuse a file that no review made, and one with comments, which would be lost."""
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        raise PackError(f"{path}: not a TOML file: {error}") from error
    text = text.replace("\r\n", "\n")
    if not text.startswith(_HEAD.partition("\n")[0]):
        raise ReviewFileError(
            f"{path} is a file that no review made, and would be written over; "
            "name another with -o, and use this one beside it with --pack"
        )
    for match in _COMMENT.finditer(text):
        if match[1] and match[1] not in _HEAD:
            number = text.count("\n", 0, match.start()) + 1
            raise ReviewFileError(
                f"{path}: line {number} is a comment, which would be lost; take it out, or keep it in another file"
            )
