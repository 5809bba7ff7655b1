"""Packages that only the extras of the distribution bring, and how this installation gets them."""

from __future__ import annotations

import os
import sys

from timelog_cli.errors import Refused


def not_installed(what: str, package: str, *packages: str) -> Refused:
    """The refusal where a package is missing.

    :param what: what cannot be done without it
    :param packages: what to install for all of it; the package alone if empty
    """
    aim = "what is needed" if len(packages) > 1 else "it"
    return Refused(
        f"cannot {what}: the Python package {package} is not installed",
        f"to install {aim}: {_installing(*(packages or (package,)))}",
    )


def _installing(*packages: str) -> str:
    """The command of the tool that installed this program, known by the file it leaves there."""
    from importlib.util import find_spec

    from timelog_cli.domain.text import typed

    wanted = " ".join(map(typed, packages))
    if os.path.exists(os.path.join(sys.prefix, "pipx_metadata.json")):
        return f"pipx inject timelog-cli {wanted}"
    by_uv = os.path.exists(os.path.join(sys.prefix, "uv-receipt.toml"))
    if by_uv or find_spec("pip") is None:
        return f"uv pip install --python {typed(sys.prefix)} {wanted}"
    return f"{typed(sys.executable)} -m pip install {wanted}"
