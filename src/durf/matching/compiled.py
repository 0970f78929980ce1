"""The one way a function becomes machine code: compiled once, kept on disk, run without the interpreter's lock."""

import os
import tempfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import ParamSpec, TypeVar, cast

from numba import config, njit

P = ParamSpec("P")
R = TypeVar("R")


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """Compile at the first call, or read what an earlier process compiled; `warm` does it ahead of all users."""
    return cast("Callable[P, R]", njit(nogil=True, cache=True)(function))


def inlined(function: Callable[P, R]) -> Callable[P, R]:
    """Compile into each caller: for parts of a loop, where handing arrays over would cost more than the part."""
    return cast("Callable[P, R]", njit(nogil=True, inline="always")(function))


def _edition() -> str:
    """Return a name for the library as it stands: it changes with any of its sources."""
    sources = sha256()
    for source in sorted(_PACKAGE.rglob("*.py")):
        sources.update(source.read_bytes())
    return sources.hexdigest()[:16]


def _cache_folder() -> str:
    """Choose where machine code is kept: beside the sources where we may write, else in the user's cache.

    The folder is named after all sources of the library: numba itself looks at one file at a time and would run
    old code after a constant of another file has changed.
    """
    name = f"kernels-{EDITION}"
    user = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "durf"
    for home in (_PACKAGE / "__pycache__", user):
        try:
            (home / name).mkdir(parents=True, exist_ok=True)
        except OSError:
            continue
        if os.access(home / name, os.W_OK):
            return str(home / name)
    return tempfile.mkdtemp(prefix="durf-kernels-")


_PACKAGE = Path(__file__).parent
EDITION = _edition()
config.CACHE_DIR = _cache_folder()  # type: ignore[attr-defined]  # numba makes its settings at import
