"""The other end of ``template_process``: renders a user's templates where they can do no harm.

It reads requests, a line of JSON each, and answers each with a line. What a template writes is
all that leaves it: it has no database, cannot open files, and its memory and time are limited.
"""

from __future__ import annotations

import contextlib
import json
import signal
import sys
from time import process_time

from timelog_cli.render.documents.sandbox import Compiled, TemplateWrong, TooMuch, Wrong, compiled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType
    from typing import Any

MEMORY = 512 * 1024 * 1024
SECONDS = 5


def main() -> None:
    """Answer requests until there are no more."""
    _limit("RLIMIT_AS", MEMORY)
    _limit("RLIMIT_FSIZE", 0)
    _limit("RLIMIT_CORE", 0)
    signal.signal(signal.SIGPROF, _too_long)
    known: dict[str, Compiled] = {}
    for line in sys.stdin.buffer:
        answer = _answer(known, json.loads(line))
        sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n")
        sys.stdout.buffer.flush()


def _answer(known: dict[str, Compiled], request: dict[str, Any]) -> dict[str, Any]:
    """The text of a document, or what is wrong with the template in which line."""
    file = request["file"]
    _limit("RLIMIT_CPU", int(process_time()) + 3 * SECONDS)
    try:
        with _in_time():
            if "template" in request:
                known[file] = compiled(
                    request["template"], request["format"], request["names"], file
                )
            return {"text": known[file].render(request["values"])}
    except TemplateWrong as error:
        return {"line": error.wrong.line, "message": error.wrong.message}
    except MemoryError:
        return {"line": 0, "message": "it uses too much memory"}


@contextlib.contextmanager
def _in_time() -> Iterator[None]:
    """Stop what takes too long; again, where the first signal met a ``try`` of Jinja's."""
    signal.setitimer(signal.ITIMER_PROF, SECONDS, 0.5)
    try:
        yield
    except TooMuch as error:
        raise TemplateWrong(Wrong(0, str(error))) from error
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _too_long(_signal: int, _frame: FrameType | None) -> None:
    raise TooMuch(f"it takes longer than {SECONDS} seconds")


def _limit(name: str, value: int) -> None:
    import resource

    kind = getattr(resource, name, None)
    if kind is not None:
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (value, resource.getrlimit(kind)[1]))


if __name__ == "__main__":
    main()
