"""Find the modules of this package on the shortest way.

A daily command loads forty small modules, and Python spends as much on looking for one as on
running it: it asks several finders, each of which looks at folders, and works out where the
bytecode is. Here a module lies where its name says. What is out of the ordinary, such as bytecode
that is missing, older than its source or kept elsewhere, is left to Python.
"""

from __future__ import annotations

import sys
from _frozen_importlib_external import MAGIC_NUMBER
from io import open_code
from marshal import loads
from os import stat

TYPE_CHECKING = False
if TYPE_CHECKING:
    from importlib.machinery import ModuleSpec as Spec
    from importlib.machinery import SourceFileLoader as Loader
    from types import CodeType
else:
    Spec, Loader = type(__spec__), type(__loader__)  # as importlib.machinery is a slow import

_PACKAGE = "timelog_cli"
_FOLDER = __file__.rpartition("/")[0]
_TAG = sys.implementation.cache_tag
PACKAGES = frozenset(("cli", "domain", "domain/times", "exchange", "render", "store", "usecases"))


class _Quick(Loader):
    """Python's own loader, which is told the bytecode beforehand."""

    def __init__(self, name: str, path: str, compiled: bytes) -> None:
        super().__init__(name, path)
        self._compiled: bytes | None = compiled

    def get_code(self, fullname: str) -> CodeType | None:
        """The code that was found; when asked again, Python looks for it."""
        compiled, self._compiled = self._compiled, None
        if compiled is None:
            return super().get_code(fullname)
        code: CodeType = loads(memoryview(compiled)[_HEADER:])  # noqa: S302 - as Python does
        return code


class Finder:
    """Knows where the modules of this package are."""

    @staticmethod
    def find_spec(name: str, *_told: object) -> Spec | None:
        """The module of that name, if it is ours and its bytecode is fresh."""
        package, _, rest = name.partition(".")
        if package != _PACKAGE:
            return None
        inner = rest.replace(".", "/")
        folder = f"{_FOLDER}/{inner}" if inner in PACKAGES else None
        source = f"{folder}/__init__.py" if folder else f"{_FOLDER}/{inner}.py"
        head, _, tail = source.rpartition("/")
        cached = f"{head}/__pycache__/{tail[:-3]}.{_TAG}.pyc"
        compiled = _fresh(source, cached)
        if compiled is None:
            return None
        spec = Spec(name, _Quick(name, source, compiled), origin=source)
        spec.submodule_search_locations = [folder] if folder else None
        spec.has_location, spec.cached = True, cached
        return spec


_HEADER = 16


def _fresh(source: str, cached: str) -> bytes | None:
    """The bytecode, unless the source has changed since.

    Its header (PEP 552) has the magic number of this Python, four zeros for bytecode that is
    compared by time, and the time and size of the source.
    """
    try:
        stats = stat(source)  # noqa: PTH116 - pathlib is a slow import
        with open_code(cached) as file:
            compiled: bytes = file.read()
    except OSError:
        return None
    marks = (int(stats.st_mtime), stats.st_size)
    written = b"".join((mark & 0xFFFFFFFF).to_bytes(4, "little") for mark in marks)
    return compiled if compiled[:_HEADER] == MAGIC_NUMBER + bytes(4) + written else None


def shorten() -> None:
    """Let the modules of this package be found this way from now on, in this process.

    Not where Python keeps bytecode by other names, on Windows, or with the package in an archive.
    """
    usual_names = sys.flags.optimize == 0 and sys.pycache_prefix is None and _TAG is not None
    usual_place = sys.platform != "win32" and Loader.__name__ == "SourceFileLoader"
    if usual_names and usual_place and Finder not in sys.meta_path:
        sys.meta_path.insert(0, Finder)
