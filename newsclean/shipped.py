"""The packs that come with newsclean, as they are written, with their examples."""

from pathlib import Path

from newsclean.rulebook import PACKS
from newsclean.rules import Pack, PackError, read_pack


def read_shipped_packs() -> list[Pack]:
    """Read all of them, languages first."""
    return [read_pack(path) for folder in ("languages", "sites") for path in sorted(Path(PACKS, folder).glob("*.toml"))]


def find_pack(name: str) -> Pack:
    """Read a pack by its file, or by its site where it comes with newsclean.

    Raises PackError where there is none, or where it is damaged.
    """
    shipped = Path(PACKS, "sites", f"{Path(name).name}.toml")
    try:
        path = shipped if "/" not in name and not Path(name).exists() and shipped.exists() else Path(name)
        return read_pack(path)
    except OSError as error:
        raise PackError(f"{name}: {error.strerror}; name a pack's TOML file") from error
