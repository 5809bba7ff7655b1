"""``log edit --editor``: the way of a text through the user's editor, until it is saved."""

from __future__ import annotations

import os

from timelog_cli.cli.context import confirmed
from timelog_cli.cli.editor import run_editor
from timelog_cli.domain.logtext import LineError, marked
from timelog_cli.errors import Interrupted, OutputError, Refused, TimelogError, UsageError
from timelog_cli.render.emit import emit_error
from timelog_cli.render.plain import clock
from timelog_cli.render.plain.logs import changes, left_out, sentence
from timelog_cli.render.result import Event, Outcome
from timelog_cli.render.shapes import log_shape
from timelog_cli.usecases.logs import text as log_text
from timelog_cli.usecases.logs.text import EditConflict, Opened, Plan, Saved, SaveOptions

TYPE_CHECKING = False
if TYPE_CHECKING:
    from timelog_cli.cli.context import Context
    from timelog_cli.cli.options.logs import LogEdits

_INSTEAD = "timelog log edit ID --start TIME --end TIME"
_WITH_EDITOR = ("on_overlap", "allow_future", "owner", "editor", "day", "yes")
_LARGEST = 5_000_000


def edit_as_text(context: Context, log: str | None, edits: LogEdits) -> Outcome:
    """Open a log, or the logs of a day, in the editor, and save what became of them."""
    _check_options(log, edits)
    opened = _opened(context, log, edits["day"], edits["owner"])
    leave = SaveOptions(edits["on_overlap"] or "refuse", edits["allow_future"])
    draft = _Draft(opened.text)
    try:
        saved = _until_saved(context, opened, draft, leave, edits["yes"])
    except TimelogError as error:
        if draft.is_changed():
            error.lines += (f"your text is saved in {draft.path}",)
        else:
            draft.remove()
        raise
    except KeyboardInterrupt as error:
        if context.changed or not draft.is_changed():
            draft.remove()
            raise
        raise Interrupted(f"interrupted; your text is saved in {draft.path}") from error
    draft.remove()
    return _emptied() if saved is None else _outcome(context, saved)


def _check_options(log: str | None, edits: LogEdits) -> None:
    day = edits["day"]
    if log is not None and day is not None:
        raise UsageError("ID cannot be used with --day", f"timelog log edit --day {day} --editor")
    with_log = ("owner",) if log is not None else ()
    for name, value in edits.items():
        allowed = name in _WITH_EDITOR and name not in with_log
        if not (allowed or value is None or value is False):
            spelled = "--" + name.replace("_", "-")
            raise UsageError(
                f"{spelled} cannot be used with --editor: change it in the text instead",
                "use only one of them",
            )


def _opened(context: Context, log: str | None, day: str | None, owner: str | None) -> Opened:
    if log is not None:
        return log_text.open_log(context.work, context.moment, log)
    from timelog_cli.domain.time.periods import read_day
    from timelog_cli.domain.time.scan import today

    moment = context.moment
    found = today(moment) if day is None else read_day(day, moment)
    return log_text.open_day(context.work, moment, found, owner)


def _until_saved(
    context: Context, opened: Opened, draft: _Draft, leave: SaveOptions, yes: bool
) -> Saved | None:
    """What was saved; ``None`` if the text was emptied."""
    line = None
    while True:
        context.let_go()
        run_editor(context, draft.path, _INSTEAD, line)
        text = opened.text
        try:
            text = draft.read()
            if log_text.is_emptied(opened, text):
                return None
            plan = log_text.read(context.work, opened, text, context.moment)
            if plan.is_empty:
                return Saved()
            _agree(context, plan, yes)
            return log_text.save(context.work, opened, plan, leave)
        except TimelogError as error:
            if isinstance(error, EditConflict) or not _again(context, error):
                raise
            if isinstance(error, LineError):
                line = draft.mark(text, error)


def _agree(context: Context, plan: Plan, yes: bool) -> None:
    """Ask before several logs are deleted, as ``log delete`` does."""
    gone = plan.gone
    worked = clock(sum(log.worked_seconds for log in gone))
    question = f"You removed the lines of {len(gone)} logs ({worked}). Delete these logs?"
    if len(gone) > 1 and not confirmed(context, yes, question):
        raise Refused(f"the lines of {len(gone)} logs were removed; nothing was changed")


def _again(context: Context, error: TimelogError) -> bool:
    """Whether the user wants to mend the text; without a terminal nobody is asked."""
    if not context.world.interactive:
        return False
    stderr = context.world.stderr
    emit_error(error, stderr, as_json=False, color=False)
    print("Open the editor again? [Y/n] ", end="", file=stderr, flush=True)
    answer = context.world.stdin.readline()
    return bool(answer) and answer.strip().lower() in {b"", b"y", b"yes"}


def _emptied() -> Outcome:
    return Outcome(
        said=("Nothing changed: all lines were removed. To delete logs: timelog log delete ID…",),
        code=1,
    )


def _outcome(context: Context, saved: Saved) -> Outcome:
    zone = context.zone
    said = [changes(before, after, zone) for before, after in saved.changed]
    said += [sentence("Logged", log, zone) for log in saved.added]
    said += [sentence("Deleted", log, zone) for log in saved.deleted]
    said += left_out(saved.left_out, zone)
    said += ["To undo: timelog undo"] if saved.deleted else []
    added = [log_shape(log, zone) for log in saved.added]
    return Outcome(
        said=tuple(said) or ("Nothing changed.",),
        name="\n".join(str(log.id) for log in saved.added) or None,
        data={
            "changed": [log_shape(after, zone) for _, after in saved.changed],
            "added": added,
            "deleted": [log_shape(log, zone) for log in saved.deleted],
        },
        events=(Event("log", added),) if added else (),
    )


class _Draft:
    """The file that the editor is given, in a folder of its own that nobody else can read."""

    def __init__(self, text: str) -> None:
        from tempfile import mkdtemp

        self._first = text
        try:
            self._folder = mkdtemp(prefix="timelog-")
            self.path = os.path.join(self._folder, "logs.txt")
            self.write(text)
        except OSError as error:
            raise OutputError(f"cannot create a file to edit: {_reason(error)}") from error

    def write(self, text: str) -> None:
        """Write the text that is to be changed; what was there stays until it is written."""
        part = self.path + ".part"
        handle = os.open(part, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
        with open(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        os.replace(part, self.path)

    def mark(self, text: str, error: LineError) -> int:
        """Write what is wrong above its line, if it can be written; where that line stands."""
        told, line = marked(text, error)
        try:
            self.write(told)
        except OSError:
            return error.number
        return line

    def read(self) -> str:
        """What the editor left.

        :raises UsageError: it is no text, or far too much
        """
        content = self._content()
        if content is None:
            raise Refused("the edited file has disappeared; nothing was changed")
        if len(content) > self._most():
            raise UsageError(f"the text is larger than {self._most() // 1_000_000} MB")
        if b"\0" in content:
            raise UsageError("the file contains a NUL character, so it is not text")
        try:
            text = content.decode("utf-8")
        except UnicodeDecodeError as error:
            line = content[: error.start].count(b"\n") + 1
            raise UsageError(f"line {line} of the text is not UTF-8", "save it as UTF-8") from error
        return text.removeprefix("\ufeff").replace("\r\n", "\n")

    def is_changed(self) -> bool:
        """Whether there is anything to be kept."""
        return self._content() not in {None, self._first.encode("utf-8")}

    def remove(self) -> None:
        """Take the folder away, with what the editor left beside the file."""
        from shutil import rmtree

        rmtree(self._folder, ignore_errors=True)

    def _most(self) -> int:
        return _LARGEST + 2 * len(self._first.encode("utf-8"))

    def _content(self) -> bytes | None:
        """As much as may be read, and a little more; nothing of what is no file."""
        if not os.path.isfile(self.path):
            return None
        with open(self.path, "rb") as file:
            return file.read(self._most() + 1)


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
