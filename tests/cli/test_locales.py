from __future__ import annotations

import pytest
from babel.localedata import locale_identifiers

from tests.cli.bills import issue, settings, story
from tests.cli.test_completion import offered
from tests.harness import Cli
from timelog_cli.domain.documents import wording


def heading(cli: Cli, words: str = "") -> str:
    """The first line of the preview, and how it writes the total."""
    text = cli.at("2026-11-30 18:00").run(f"billing preview case-1 {words}").out
    return text.splitlines()[0]


def test_the_nearest_locale_counts(cli: Cli) -> None:
    story(cli)
    assert heading(cli) == "# Invoice PREVIEW"
    cli.run("config set billing.locale de_DE")
    assert heading(cli) == "# Rechnung VORSCHAU"
    cli.run("customer edit Acme --locale fr_FR")
    assert heading(cli) == "# Facture APERÇU"
    assert heading(cli, "--locale it_IT") == "# Fattura ANTEPRIMA"
    cli.run("customer edit Acme --locale ''")
    assert heading(cli) == "# Rechnung VORSCHAU"


def test_an_invoice_keeps_the_locale_that_it_was_issued_in(cli: Cli) -> None:
    story(cli)
    assert issue(cli, "case-1 --locale es_ES")["locale"] == "es_ES"
    before = cli.run("billing show 2026-0001").raw
    cli.run("customer edit Acme --locale fr_FR")
    cli.run("config set billing.locale de_DE")
    assert cli.run("billing show 2026-0001").raw == before
    assert before.decode().startswith("# Factura 2026-0001\n")
    credit = cli.at("2026-12-01 18:00").run("billing credit 2026-0001")
    assert credit.out.startswith("# Factura rectificativa CN-2026-0001\n")


@pytest.mark.parametrize("locale", ["en", "it_IT", "de_DE", "fr_FR", "es_ES"])
def test_a_quarter_of_an_hour_is_no_length(cli: Cli, locale: str) -> None:
    story(cli)
    cli.run("record edit case-1 --rate 15 --per 15m")
    preview = cli.at("2026-11-30 18:00").run(f"billing preview case-1 --locale {locale}").out
    assert "| 15 min " in preview
    shown = cli.at("2026-11-30 18:00").run("billing preview case-1 --json").json
    assert shown[0]["lines"][0]["unit"] == "15m"


@pytest.mark.parametrize(
    "line",
    [
        "config set billing.locale {}",
        "customer edit Acme --locale {}",
        "customer add Bell --locale {}",
        "billing issue case-1 --locale {}",
        "billing preview case-1 --locale {}",
    ],
)
def test_a_locale_that_does_not_exist_is_refused_by_name(cli: Cli, line: str) -> None:
    story(cli)
    for name, hint in (
        ("it_TI", "did you mean it_IT?"),
        ("???", "give a language and a country, such as it_IT"),
    ):
        message = f"unknown locale {name!r}"
        if "config" in line:
            message = f"invalid setting billing.locale: {message}"
        cli.at("2026-11-30 18:00").refused(line.format(name), code=2, message=message, hint=hint)
    assert not cli.config.exists()


def test_a_locale_of_the_settings_file_that_does_not_exist_is_refused(cli: Cli) -> None:
    story(cli)
    settings(cli, billing_locale="klingon")
    cli.at("2026-11-30 18:00").refused(
        "billing issue case-1",
        code=2,
        message=f"invalid setting billing.locale in {cli.config}: unknown locale 'klingon'",
    )


def test_a_locale_that_the_database_alone_has_is_refused_at_issue(cli: Cli) -> None:
    story(cli)
    cli.rows("UPDATE customer SET locale = 'tlh'")
    cli.at("2026-11-30 18:00").refused(
        "billing issue case-1",
        message="no locale 'tlh' (the locale of Acme)",
        hint="timelog customer edit Acme --locale en_GB",
    )


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("it_IT", "it_IT"),
        ("IT-it", "it_IT"),
        (" de_DE.UTF-8 ", "de_DE"),
        ("de_DE@euro", "de_DE"),
        ("zh_TW", "zh_Hant_TW"),
        ("sr-Latn-RS", "sr_Latn_RS"),
        ("es", "es"),
    ],
)
def test_a_locale_may_be_typed_as_systems_and_pages_write_it(typed: str, name: str) -> None:
    assert wording.read_locale(typed) == name


def test_locales_complete(cli: Cli) -> None:
    italian = [name for name in locale_identifiers() if name.startswith("it_")]
    assert offered(cli, "billing", "issue", "--locale", "it_") == sorted(italian)
    assert {"it_CH", "it_IT"} <= set(italian)
    assert "pt_BR" in offered(cli, "customer", "edit", "x", "--locale", "pt")
    assert "de_AT" in offered(cli, "config", "set", "billing.locale", "de")
