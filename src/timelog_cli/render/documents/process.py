"""A user's templates are rendered in a process of their own, which can be stopped.

The environment of ``sandbox`` refuses what it can name. What it cannot, one enormous value or a
filter that never ends, is stopped from outside: the process has little memory and little time.
"""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import time
from contextlib import suppress

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

SECONDS = 30
_STOPPED = "it uses too much time or memory"


class TemplateProcess:
    """The process, started when the first document is asked for."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._known: set[str] = set()

    def render(
        self,
        file: str,
        text: str,
        format_name: str,
        names: Sequence[str],
        values: Mapping[str, Any],
    ) -> dict[str, Any]:
        """The answer: ``text``, or the ``line`` and the ``message`` of what is wrong."""
        request: dict[str, Any] = {"file": file, "values": values}
        if file not in self._known:
            request |= {"template": text, "format": format_name, "names": list(names)}
        answer = self._answer(json.dumps(request).encode() + b"\n")
        if answer is None:
            self.close()
            return {"line": 0, "message": _STOPPED}
        self._known.add(file)
        found: dict[str, Any] = json.loads(answer)
        return found

    def _answer(self, request: bytes) -> bytes | None:
        """A line of the process, or ``None`` when there comes none in time."""
        process = self._process = self._process or _started()
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            process.stdin.write(request)
            process.stdin.flush()
        except BrokenPipeError:
            return None
        end, parts = time.monotonic() + SECONDS, [b""]
        while not parts[-1].endswith(b"\n"):
            left = end - time.monotonic()
            if left <= 0 or not select.select([process.stdout], [], [], left)[0]:
                return None
            parts.append(os.read(process.stdout.fileno(), 1 << 20))
            if not parts[-1]:
                return None
        return b"".join(parts)

    def close(self) -> None:
        """End the process."""
        process, self._process, self._known = self._process, None, set()
        if process is None:
            return
        process.kill()
        for stream in (process.stdin, process.stdout):
            if stream:
                with suppress(OSError):
                    stream.close()
        process.wait()


def _started() -> subprocess.Popen[bytes]:
    """Python without the folder it stands in, so that no file there is taken for a module."""
    env = {
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
        "PYTHONUTF8": "1",
        **{name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ},
    }
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "timelog_cli.render.documents.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=env,
        start_new_session=True,
    )
