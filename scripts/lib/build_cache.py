"""The cache of expensive builds under ~/.cache/commonweal: entries are sealed with hashes and verified before each use."""

import contextlib
import fcntl
import hashlib
import os
import shutil
import sys
import tempfile
from pathlib import Path

SEAL = "SHA256SUMS"


def root() -> Path:
    """The cache directory; `COMMONWEAL_CACHE` overrides the default."""
    path = Path(os.environ.get("COMMONWEAL_CACHE", Path.home() / ".cache" / "commonweal"))
    path.mkdir(parents=True, exist_ok=True)
    return path


def sha256_file(path: Path) -> str:
    """Lower-case hex SHA-256 of a file's content."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def sha256_files(files: list[tuple[str, Path]], *extra: str) -> str:
    """One SHA-256 over named files and extra strings; each part is length-prefixed, so no two lists collide by joining."""
    digest = hashlib.sha256()
    parts = [part.encode() for part in extra]
    for name, path in sorted(files):
        parts += [name.encode(), path.read_bytes()]
    for part in parts:
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.hexdigest()


def is_intact(entry: Path) -> bool:
    """True when the entry holds exactly the files it was sealed with, byte for byte."""
    seal = entry / SEAL
    if not seal.is_file():
        return False
    wanted = dict(reversed(line.split("  ", 1)) for line in seal.read_text().splitlines())
    return wanted == _hashes(entry)


@contextlib.contextmanager
def lock(name: str):
    """Hold an exclusive lock shared by every checkout on this machine; says so when it has to wait."""
    locks = root() / "locks"
    locks.mkdir(exist_ok=True)
    with (locks / name).open("w") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print(f"waiting for another run that holds {name}", file=sys.stderr)
            fcntl.flock(stream, fcntl.LOCK_EX)
        yield


def entry(name: str, build) -> Path:
    """The verified entry `name`; `build(directory)` fills it when it is absent or no longer matches its seal.

    The entry appears under its name only after `build` has returned, so an interrupted build leaves nothing behind
    that a later run would take.
    """
    path = root() / name
    with lock(name.replace("/", "-")):
        if is_intact(path):
            return path
        if path.exists():
            print(f"{path} does not match its seal: building it again", file=sys.stderr)
            shutil.rmtree(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=".building-") as scratch:
            staged = Path(scratch) / "entry"
            staged.mkdir()
            build(staged)
            seal(staged)
            staged.rename(path)
    return path


def seal(entry_dir: Path) -> None:
    """Record the hash of every file in the entry."""
    lines = [f"{digest}  {name}\n" for name, digest in sorted(_hashes(entry_dir).items())]
    (entry_dir / SEAL).write_text("".join(lines))


def _hashes(entry_dir: Path) -> dict[str, str]:
    files = (path for path in entry_dir.rglob("*") if path.is_file() and path != entry_dir / SEAL)
    return {str(path.relative_to(entry_dir)): sha256_file(path) for path in files}
