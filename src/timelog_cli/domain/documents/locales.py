"""Locales by name: those that Babel knows the words, figures and days of."""

from __future__ import annotations

from timelog_cli.errors import UsageError

_LONGEST = 40


def read_locale(text: str) -> str:
    """``it_IT`` of ``it_IT``, ``it-it`` or ``it_IT.UTF-8``.

    :raises UsageError: there is no such locale; near ones are named
    """
    from babel import Locale
    from babel.core import UnknownLocaleError

    name = text.strip().partition(".")[0].partition("@")[0].replace("-", "_")
    try:
        if len(name) <= _LONGEST and (found := str(Locale.parse(name))) != "root":
            return found
    except (UnknownLocaleError, ValueError):
        pass
    raise UsageError(f"unknown locale {text[:_LONGEST]!r}", _near(name))


def _near(name: str) -> str:
    """Those of the same language, else those that are spelt alike."""
    from timelog_cli.domain.names import near_ones

    language = name.partition("_")[0].lower()
    same = [one for one in names() if one.partition("_")[0] == language]
    found = near_ones(name[:_LONGEST], same or names()) or same[:3]
    return (
        f"did you mean {' or '.join(found)}?"
        if found
        else "give a language and a country, such as it_IT"
    )


def names() -> list[str]:
    """All locales, as ``it_IT``."""
    from babel.localedata import locale_identifiers

    return sorted(set(locale_identifiers()) - {"root"})


def described() -> list[tuple[str, str]]:
    """All locales with the languages and countries that they are for, those of documents first."""
    from babel import Locale

    from timelog_cli.domain.documents.wording import LANGUAGES, language

    known = [(name, Locale.parse(name).english_name or "") for name in names()]
    own = [one for one in known if one[0].partition("_")[0] == language(one[0])]
    own.sort(key=lambda one: LANGUAGES.index(language(one[0])))
    return [*own, *(one for one in known if one not in own)]
