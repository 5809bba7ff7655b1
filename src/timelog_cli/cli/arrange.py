"""The words of a command line in an order in which Typer reads them as they are meant.

Options come first, then ``--`` and the arguments: so a word such as ``-30m`` is a value, which
Typer would take for an option. What Typer would let pass silently is refused here.
"""

from __future__ import annotations

from collections import deque
from typing import Any

from timelog_cli.cli.commands import is_of_lists, is_option, short_for, taken_apart
from timelog_cli.cli.usage import hidden_names, names, no_such_option, refusal, words
from timelog_cli.domain.text import typed
from timelog_cli.errors import UsageError


class Words:
    """The words behind a command or group, options and arguments apart.

    ``given`` are the options as they are spelled, with their values, in the order typed;
    ``behind`` has, by the place of an argument, the value of the option that it follows, and
    ``leading`` what is typed before the first argument.
    """

    def __init__(self, ctx: Any, line: list[str]) -> None:
        self.ctx = ctx
        self.flags = {
            spelled: param
            for param in ctx.command.get_params(ctx)
            for spelled in names(param)
            if param.param_type_name == "option"
        }
        self.options: list[str] = []
        self.arguments: list[str] = []
        self.behind: dict[int, str] = {}
        self.given: list[tuple[Any, str, str]] = []
        self.unknown = self.valued = ""
        self.is_whole = True
        self.asks_for_help = False
        self._divides = 0
        self._read(deque(line))
        self.leading = line[: len(line) - len(self.arguments) - self._divides]

    def _read(self, waiting: deque[str]) -> None:
        while waiting:
            word = waiting.popleft()
            if word == "--":
                self._divides = 1
                self.arguments += waiting
                return
            if is_option(word) or word in self.flags or short_for(word, self.flags):
                self._option(word, waiting)
            else:
                self.arguments.append(word)
                if not self.ctx.allow_interspersed_args:
                    self.arguments += waiting
                    return

    def _option(self, word: str, waiting: deque[str]) -> None:
        self.behind.pop(len(self.arguments), None)
        spelled, equals, value = word.partition("=")
        param = self.flags.get(spelled)
        parts = [word] if param else taken_apart(word, self._take_values())
        if parts != [word]:
            waiting.extendleft(reversed(parts[1:]))
            self._option(parts[0], waiting)
            return
        is_short = len(spelled) == 2  # of which Typer would take = for a part of the value
        self.options += [spelled, value] if equals and is_short else [word]
        if param is None:
            self.unknown = self.unknown or spelled
            return
        if param.is_flag and equals:
            self.valued = self.valued or spelled
            return
        self.asks_for_help = self.asks_for_help or param.name == "help"
        if not param.is_flag and not equals:
            # In brackets as help shows them: --install-completion [SHELL] takes a value or none.
            if not waiting and (param.metavar or "").startswith("["):
                waiting.append("")
            self.is_whole = bool(waiting)
            if waiting:
                value = self.behind[len(self.arguments)] = waiting.popleft()
                self.options.append(value)
        self.given.append((param, spelled, value))

    def _take_values(self) -> dict[str, bool]:
        known = self.flags.items()
        return {one: not param.is_flag for one, param in known if param.name != "help"}

    @property
    def ask_for_json(self) -> bool:
        """Whether errors are to be JSON: with ``--json``, or a list in that format."""
        return any(
            param.name == "json"
            or (value.lower() == "json" and is_of_lists(getattr(param.callback, "choices", ())))
            for param, _, value in self.given
        )

    @property
    def want_no_color(self) -> bool:
        """Whether errors are to be without colour."""
        return any(param.name == "no_color" for param, _, _ in self.given)

    def arranged(self) -> list[str]:
        """The words for Typer.

        :raises UsageError: an option does not exist, takes no value or is given twice, flags
            contradict each other, or there are more arguments than the command takes
        """
        if self.unknown:
            shown = [one for one, of in self.flags.items() if one not in hidden_names(of)]
            raise no_such_option(self.ctx, self.unknown, shown)
        if self.valued:
            raise refusal(self.ctx, f"{self.valued} does not take a value")
        self._check_options()
        if not self.is_whole:
            return self.options
        self._check_arguments()
        return [*self.options, *(["--"] if self.arguments else []), *self.arguments]

    def _check_options(self) -> None:
        seen: dict[str, str] = {}
        for param, spelled, _ in self.given:
            if param.name in seen and not param.multiple:
                self._check_again(param, seen[param.name], spelled)
            seen.setdefault(param.name, spelled)

    def _check_again(self, param: Any, before: str, spelled: str) -> None:
        if not param.is_flag:
            raise refusal(self.ctx, f"{spelled} can be given only once")
        if (before in param.opts) != (spelled in param.opts):
            raise UsageError(
                f"{param.opts[0]} cannot be used with {param.secondary_opts[0]}",
                "use only one of them",
            )

    def _check_arguments(self) -> None:
        if not self.ctx.allow_interspersed_args:
            return
        known = [one for one in self.ctx.command.params if one.param_type_name == "argument"]
        if any(one.nargs == -1 for one in known) or len(self.arguments) <= len(known):
            return
        raise self._too_many(len(known))

    def _too_many(self, count: int) -> UsageError:
        """The refusal of arguments after the first ``count``: often of a text without quotes."""
        word = self.arguments[count]
        error = refusal(self.ctx, f"{words(self.ctx)}: unexpected argument {word[:60]!r}")
        before = self.behind.get(count, self.arguments[0] if count == 1 else "")
        if word.isalpha() and not any(map(str.isdecimal, before)):
            whole = " ".join([before, *self.arguments[count:]])
            error.hint = "put words that belong together in quotes"
            error.hint += f": {typed(whole)}" if before else ""
        error.hint = self._with_time(count) or error.hint
        return error

    def _with_time(self, count: int) -> str:
        """The command with its last words as the time that they are; empty if they are none."""
        from timelog_cli.cli.misplaced import time_of_words

        if "--at" not in self.flags or any(spelled == "--at" for _, spelled, _ in self.given):
            return ""
        for start in range(count + 1):
            time = time_of_words(self.arguments[start:])
            if time:
                before = "".join(f"{typed(word)} " for word in self.arguments[:start])
                return f"{self.ctx.command_path} {before}--at {typed(time)}"
        return ""
