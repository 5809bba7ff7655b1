"""The build hook: man pages are made from the program, and installed with it."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ManPages(BuildHookInterface):
    """Puts the man pages into a wheel, below ``share/man/man1``."""

    PLUGIN_NAME = "custom"

    def initialize(self, _version: str, build_data: dict[str, Any]) -> None:
        """Write the pages into a folder of their own, and name them to the builder."""
        self.folder = tempfile.TemporaryDirectory()
        for name, text in _pages(Path(self.root) / "src").items():
            path = Path(self.folder.name) / name
            path.write_text(text, encoding="utf-8")
            build_data["shared_data"][str(path)] = f"share/man/man1/{name}"

    def finalize(self, *_: Any) -> None:
        """Remove the folder."""
        self.folder.cleanup()


def _pages(source: Path) -> dict[str, str]:
    written, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    sys.path.insert(0, str(source))
    try:
        from timelog_cli.cli.manpages import pages

        return pages()
    finally:
        sys.path.remove(str(source))
        sys.dont_write_bytecode = written
