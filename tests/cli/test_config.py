from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from tests.harness import Cli
from tests.store import processes
from timelog_cli.settings import checked
from timelog_cli.settings.editor import check, template
from timelog_cli.settings.keys import KEYS

WRITTEN = """\
# My settings
user = 'ada'  # me

[timer]
# a day in the office
warn_after = "9h"

[seller]
name = "Studio"
"""
EXAMPLES = {
    "user": "bob",
    "timezone": "Europe/Berlin",
    "day_start": "04:00",
    "date_order": "DMY",
    "work.hours": "mon-thu 9:00-17:00; fri 9:00-15:00",
    "work.balance_since": "2026-01-01",
    "work.opening_balance": "-12:30",
    "timer.on_start": "pause",
    "timer.warn_after": "8h",
    "log.billable": "yes",
    "billing.currency": "EUR",
    "billing.hours_per_day": "7",
    "seller.name": "Studio Blu",
    "seller.address": "Via Roma 1",
    "seller.vat_id": "IT01234560587",
    "seller.street": "Via Roma 1",
    "seller.street2": "Scala B",
    "seller.postcode": "00184",
    "seller.city": "Roma",
    "seller.region": "RM",
    "seller.country": "IT",
    "seller.contact": "Ada Rossi",
    "seller.phone": "+39 06 1234567",
    "seller.tax_number": "RSSDAA80A41H501X",
    "seller.legal_id": "RM-1234567",
    "seller.legal_scheme": "0201",
    "seller.electronic_address": "ABC1234",
    "seller.electronic_scheme": "0205",
    "seller.bic": "UNCRITMM",
    "seller.logo": str(Path(__file__).parents[2] / "docs" / "pictures" / "now.svg"),
    "seller.email": "ada@example.org",
    "seller.iban": "IT60X0542811101000000123456",
    "billing.compare_quotes": "no",
    "billing.number": "{yy}/{seq:03}",
    "billing.credit_number": "C{year}-{seq}",
    "billing.quote_number": "Offer {year}/{seq}",
    "billing.quote_validity": "14d",
    "billing.terms": "14d",
    "billing.locale": "it",
    "billing.template": "letter",
    "mail.from": "Ada Rossi <ada@example.com>",
    "mail.bcc": "ada@example.com",
    "mail.command": "msmtp -t",
    "mail.host": "smtp.example.com",
    "mail.port": "587",
    "mail.security": "tls",
    "mail.user": "ada",
    "mail.password_command": "pass show mail",
    "mail.timeout": "1m",
    "mail.remind_after": "7d",
    "billing.template_dir": "letters",
    "billing.file_mode": "640",
    "billing.increment": "15m",
    "billing.rounding": "nearest",
    "billing.round_per": "line",
    "billing.minimum": "30m",
    "billing.surcharge": "4% INPS contribution",
    "billing.withholding": "20% Ritenuta d'acconto",
    "billing.withholding_base": "net-and-surcharge",
    "billing.reverse_charge_note": "Steuerschuldnerschaft des Leistungsempfängers",
    "billing.intra_community_note": "Steuerfrei nach § 4 Nr. 1 b UStG",
    "billing.export_note": "Steuerfrei nach § 4 Nr. 1 a UStG",
    "billing.exempt_note": "Kein Ausweis von Umsatzsteuer, § 19 UStG",
    "billing.out_of_scope_note": "Art. 7-ter DPR 633/72",
}
WITHOUT_USER = {"TIMELOG_USER": "", "LOGNAME": "adal"}


def rows(cli: Cli, **more: object) -> dict[str, tuple[str | None, str | None]]:
    found = cli.run("config list --json", **more).json  # type: ignore[arg-type]
    return {row["key"]: (row["value"], row["source"]) for row in found}


def editor(cli: Cli, change: str) -> dict[str, str]:
    """An editor that changes the text of the file, called ``text``, by a line of Python."""
    script = cli.folder / "editor.py"
    script.write_text(
        "import pathlib, sys\n"
        "file = pathlib.Path(sys.argv[1])\n"
        "text = file.read_text('utf-8')\n"
        f"{change}\n"
        "file.write_text(text, 'utf-8')\n"
    )
    return {"EDITOR": f"{sys.executable} {script}", "TMPDIR": str(cli.folder)}


@pytest.fixture(autouse=True)
def temporary_files(bare: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    (bare.folder / "tmp").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(bare.folder / "tmp"))


class TestList:
    def test_has_every_setting_with_where_it_comes_from(self, cli: Cli) -> None:
        cli.config.write_text('currency = "EUR"\n[timer]\non_start = "pause"\n')
        found = rows(cli, env={"LOGNAME": "adal"})
        assert list(found) == list(KEYS)
        assert found["user"] == ("ada", "environment")
        assert found["timezone"] == ("Europe/Rome", "environment")
        assert found["billing.currency"] == ("EUR", "file")
        assert found["timer.on_start"] == ("pause", "file")
        assert found["timer.warn_after"] == ("10h", "default")
        assert found["seller.name"] == (None, None)
        assert rows(cli, env=WITHOUT_USER)["user"] == ("adal", "system")
        cli.config.write_text('user = "bob"\ntimezone = "Asia/Tokyo"\n')
        assert rows(cli, env=WITHOUT_USER)["user"] == ("bob", "file")
        assert rows(cli)["timezone"] == ("Asia/Tokyo", "file")
        as_eve = cli.run("--as eve config list --json").json
        assert (as_eve[0]["value"], as_eve[0]["source"]) == ("eve", "option")

    def test_explains_each(self, cli: Cli) -> None:
        lines = cli.run("config list").out.splitlines()
        assert lines[0].split() == ["KEY", "VALUE", "SOURCE", "HELP"]
        assert lines[8].split(None, 3) == [
            "timer.on_start",
            "refuse",
            "default",
            "What start does when another timer is running.",
        ]
        assert len(lines) == len(KEYS) + 1

    def test_is_a_list_like_others(self, cli: Cli) -> None:
        out = cli.run("config list --format csv").out
        assert out.startswith("key,value,source,help\r\nuser,ada,environment,")

    def test_names_what_cannot_be_used(self, cli: Cli) -> None:
        cli.config.write_text('timezone = "Mars"\ncolour = "red"\nuser = ["ada"]\n')
        result = cli.run("config list --json")
        assert result.err.splitlines() == [
            f"warning: invalid setting timezone in {cli.config}: unknown time zone 'Mars';"
            " timelog config set timezone Europe/Rome",
            f"warning: unknown setting 'colour' ({cli.config}); timelog config list",
            f"warning: the setting user in {cli.config} must be text, not a list;"
            ' put the value in quotation marks: user = "…"',
        ]
        assert result.json[1]["value"] == "Mars"

    def test_makes_no_file_and_no_database(self, bare: Cli) -> None:
        bare.run("config list")
        assert [path.name for path in bare.folder.iterdir()] == ["tmp"]


class TestGet:
    def test_prints_the_bare_value(self, cli: Cli) -> None:
        cli.config.write_text('[seller]\naddress = "Via Roma 1\\n00184 Roma"\n')
        assert cli.run("config get timer.warn_after").out == "10h\n"
        assert cli.run("config get seller.address").out == "Via Roma 1\n00184 Roma\n"
        assert cli.run("config get TIMER.On_Start").out == "refuse\n"

    def test_of_what_is_not_set_prints_nothing(self, cli: Cli) -> None:
        result = cli.run("config get seller.iban")
        assert (result.out, result.err, result.code) == ("", "", 0)
        assert cli.run("config get seller.iban --json").json == {
            "key": "seller.iban",
            "value": None,
            "source": None,
            "help": "The bank account (IBAN) printed on invoices.",
        }

    def test_of_what_cannot_be_used_is_refused_with_the_file_named(self, cli: Cli) -> None:
        cli.config.write_text('timezone = "Mars"\n')
        cli.run(
            "config get timezone",
            code=2,
        )
        cli.at("2026-11-02 09:00").refused(
            "config get timezone",
            code=2,
            message=f"invalid setting timezone in {cli.config}: unknown time zone 'Mars'",
            hint="timelog config set timezone Europe/Rome",
        )

    def test_of_an_unknown_key_names_near_ones(self, cli: Cli) -> None:
        cli.at("2026-11-02 09:00").refused(
            "config get timezon",
            code=2,
            message="unknown setting 'timezon'",
            hint="did you mean timezone?",
        )
        cli.at("2026-11-02 09:00").refused(
            "config get wibble",
            code=2,
            message="unknown setting 'wibble'",
            hint="timelog config list",
        )

    @pytest.mark.parametrize(
        ("typed", "meant"),
        [("seller.zip", "postcode"), ("seller.vat", "vat_id"), ("seller.tel", "phone")],
    )
    def test_of_a_key_by_another_word_names_the_one_that_is_meant(
        self, cli: Cli, typed: str, meant: str
    ) -> None:
        cli.at("2026-11-02 09:00").refused(
            f"config set {typed} x",
            code=2,
            message=f"unknown setting '{typed}'",
            hint=f"did you mean seller.{meant}?",
        )


class TestSet:
    @pytest.mark.parametrize("key", KEYS)
    def test_of_any_setting_is_read_back(self, cli: Cli, key: str) -> None:
        cli.run(["config", "set", key, EXAMPLES[key]], env=WITHOUT_USER)
        assert cli.run(["config", "get", key], env=WITHOUT_USER).out == EXAMPLES[key] + "\n"
        assert (
            cli.run(["config", "unset", key, "--json"], env=WITHOUT_USER).json["source"] != "file"
        )
        assert cli.config.read_text() == ""

    def test_says_what_it_did(self, cli: Cli) -> None:
        result = cli.run("config set timer.on_start PAUSE")
        assert (result.out, result.err) == ("", "Set timer.on_start to pause\n")
        assert cli.run("config set timer.on_start pause").err == (
            "timer.on_start is already pause\n"
        )
        assert cli.run("config set timer.on_start stop --json").json == {
            "key": "timer.on_start",
            "value": "stop",
            "source": "file",
            "help": "What start does when another timer is running.",
        }

    def test_keeps_comments_and_order(self, cli: Cli) -> None:
        cli.config.write_text(WRITTEN)
        cli.run("config set timer.warn_after 8h")
        cli.run("config set timer.on_start stop")
        cli.run("config set billing.currency EUR")
        cli.run("config set billing.terms 14d")
        assert cli.config.read_text() == (
            "# My settings\n"
            "user = 'ada'  # me\n"
            "\n"
            "[timer]\n"
            "# a day in the office\n"
            'warn_after = "8h"\n'
            'on_start = "stop"\n'
            "\n"
            "[seller]\n"
            'name = "Studio"\n'
            "\n"
            "[billing]\n"
            'currency = "EUR"\n'
            'terms = "14d"\n'
        )

    @pytest.mark.parametrize(
        "text",
        [
            "timer.on_start = 'stop'\nseller = {name = 'x'}\n",
            "timer = {on_start = 'stop'}\n",
            "'timer.on_start' = 'stop'\n[seller]\n",
            "[timer]\r\non_start = 'stop'\r\n",
            "[seller]\nname = 'x'\n[billing]\nterms = 3\n# the end",
        ],
    )
    def test_finds_its_place_however_the_file_is_written(self, cli: Cli, text: str) -> None:
        cli.config.write_bytes(text.encode())
        for key in ("user", "timer.on_start", "timer.warn_after", "seller.name"):
            cli.run(["config", "set", key, EXAMPLES[key]])
        found = rows(cli, env=WITHOUT_USER)
        for key in ("user", "timer.on_start", "timer.warn_after", "seller.name"):
            assert found[key] == (EXAMPLES[key], "file")

    def test_of_several_lines(self, cli: Cli) -> None:
        cli.run(["config", "set", "seller.address", r"Via Roma 1\n00184 Roma"])
        assert cli.run("config get seller.address").out == "Via Roma 1\n00184 Roma\n"
        cli.run(["config", "set", "seller.address", 'C/ "Mayor" 5\n"""28013 Madrid'])
        assert cli.run("config get seller.address").out == 'C/ "Mayor" 5\n"""28013 Madrid\n'

    def test_makes_the_folder_and_a_file_for_its_user_alone(self, cli: Cli) -> None:
        path = cli.folder / "new" / "timelog" / "config.toml"
        cli.run("config set billing.currency EUR", env={"TIMELOG_CONFIG": str(path)})
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
        assert [found.name for found in path.parent.iterdir()] == ["config.toml"]

    def test_follows_a_link(self, cli: Cli) -> None:
        real = cli.folder / "dotfiles.toml"
        real.write_text("# mine\n")
        cli.config.symlink_to(real)
        cli.run("config set billing.currency EUR")
        assert cli.config.is_symlink()
        assert real.read_text() == '# mine\n\n[billing]\ncurrency = "EUR"\n'

    @pytest.mark.parametrize(
        ("key", "value", "message", "hint"),
        [
            ("timezone", "Mars", "unknown time zone 'Mars'", None),
            ("timer.on_start", "explode", "'explode' is not one of refuse, pause, stop", None),
            ("billing.terms", "soon", "'soon' are not payment terms", None),
            ("billing.hours_per_day", "25", "'25' is not a number of hours from 1 to 24", None),
            ("billing.hours_per_day", "24.5", "'24.5' is not a number of hours from 1 to 24", None),
            ("billing.hours_per_day", "0.5", "'0.5' is not a number of hours from 1 to 24", None),
            (
                "billing.hours_per_day",
                "7.00001",
                "'7.00001' is not a number of hours from 1 to 24",
                None,
            ),
            ("billing.hours_per_day", "7:30", "'7:30' is not a number of hours from 1 to 24", None),
            (
                "billing.hours_per_day",
                "9" * 5000,
                f"'{'9' * 40}' is not a number of hours from 1 to 24",
                None,
            ),
            (
                "day_start",
                "13:00",
                "a day cannot start at 13:00",
                "give a time from 00:00 to 12:00, such as 04:00",
            ),
            (
                "seller.name",
                "a\x1bb",
                "the text contains a character that is not allowed: \\x1b",
                None,
            ),
            ("user", "x" * 101, "the name has 101 characters; the maximum is 100", None),
            ("billing.number", "{year}", "the number pattern '{year}' has no {seq}", None),
        ],
    )
    def test_of_what_cannot_be_used_is_refused(
        self, cli: Cli, key: str, value: str, message: str, hint: str | None
    ) -> None:
        cli.config.write_text(WRITTEN)
        cli.at("2026-11-02 09:00").refused(
            ["config", "set", key, value],
            code=2,
            message=f"invalid setting {key}: {message}",
            hint=hint,
        )
        assert cli.config.read_text() == WRITTEN

    @pytest.mark.parametrize("key", ["timer.warn_after", "billing.increment", "billing.currency"])
    def test_of_nonsense_is_refused_by_name(self, cli: Cli, key: str) -> None:
        result = cli.run(["config", "set", key, "wibble"], code=2)
        assert result.err.startswith(f"error: invalid setting {key}: ")
        assert not cli.config.exists()

    def test_of_an_unknown_key_is_refused(self, cli: Cli) -> None:
        cli.at("2026-11-02 09:00").refused(
            "config set timer.onstart stop",
            code=2,
            message="unknown setting 'timer.onstart'",
            hint="did you mean timer.on_start?",
        )

    def test_puts_right_what_could_not_be_used(self, cli: Cli) -> None:
        cli.config.write_text('timezone = "Mars"\nbilling.currency = ["EUR"]\n')
        cli.run("config set timezone Europe/Berlin")
        cli.run("config set billing.currency EUR")
        assert cli.config.read_text() == 'timezone = "Europe/Berlin"\nbilling.currency = "EUR"\n'

    def test_in_a_file_that_is_not_toml_is_refused(self, cli: Cli) -> None:
        cli.config.write_text("user = maybe\n")
        cli.at("2026-11-02 09:00").refused(
            "config set billing.currency EUR",
            code=2,
            message=f"{cli.config} is not valid TOML: Invalid value (at line 1, column 8)",
            hint="timelog config edit",
        )
        assert cli.config.read_text() == "user = maybe\n"

    def test_in_a_file_with_text_where_a_table_should_be_is_refused(self, cli: Cli) -> None:
        cli.config.write_text("timer = 'fast'\n")
        cli.at("2026-11-02 09:00").refused(
            "config set timer.on_start stop",
            code=2,
            message=(f"cannot set timer.on_start: timer in {cli.config} is not a table"),
            hint="timelog config edit",
        )

    def test_never_replaces_a_device(self, cli: Cli) -> None:
        cli.at("2026-11-02 09:00").refused(
            "config set billing.currency EUR",
            code=6,
            message="/dev/null is not a regular file",
            hint="set TIMELOG_CONFIG to another file",
            env={"TIMELOG_CONFIG": "/dev/null"},
        )
        assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)

    def test_that_cannot_be_written_is_refused(self, cli: Cli) -> None:
        (cli.folder / "file").touch()
        path = cli.folder / "file" / "config.toml"
        cli.at("2026-11-02 09:00").refused(
            "config set billing.currency EUR",
            code=6,
            message=f"cannot write {path}: not a directory",
            env={"TIMELOG_CONFIG": str(path)},
        )

    def test_on_a_full_disk_leaves_the_file_as_it_was(self, bare: Cli) -> None:
        text = WRITTEN + "# " + "x" * 5000 + "\n"
        bare.config.write_text(text)
        code, _, err = processes.run(
            bare.folder,
            "config",
            "set",
            "currency",
            "EUR",
            before=processes.with_room_for(4096),
        )
        assert code == 6, err
        assert bare.config.read_text() == text
        assert sorted(path.name for path in bare.folder.iterdir()) == ["config.toml", "tmp"]

    def test_by_many_processes_at_once_loses_nothing(self, cli: Cli) -> None:
        keys = [key for key in KEYS if key.startswith(("seller", "billing"))][:6]
        many = [processes.start(cli.folder, "config", "set", key, EXAMPLES[key]) for key in keys]
        ends = [(process.communicate()[1], process.returncode) for process in many]
        assert all(code == 0 for _, code in ends), ends
        found = rows(cli)
        assert [found[key] for key in keys] == [(EXAMPLES[key], "file") for key in keys]

    def test_warns_where_the_environment_comes_first(self, cli: Cli) -> None:
        assert cli.run("config set user bob").err == (
            "Set user to bob\nwarning: TIMELOG_USER is set to ada and overrides the settings file\n"
        )


class TestUnset:
    def test_brings_the_default_back(self, cli: Cli) -> None:
        cli.config.write_text(WRITTEN)
        assert cli.run("config unset timer.warn_after").err == ("Unset timer.warn_after.\n")
        assert cli.run("config get timer.warn_after").out == "10h\n"
        assert cli.config.read_text() == WRITTEN.replace('warn_after = "9h"\n', "")

    def test_takes_an_empty_table_along(self, cli: Cli) -> None:
        cli.config.write_text(WRITTEN)
        cli.run("config unset seller.name")
        assert cli.config.read_text() == WRITTEN.partition("[seller]")[0]

    def test_of_what_is_not_set_changes_nothing(self, cli: Cli) -> None:
        assert cli.run("config unset billing.currency").err == "billing.currency is not set.\n"
        assert not cli.config.exists()

    def test_of_an_unknown_key_works_if_the_file_has_it(self, cli: Cli) -> None:
        cli.config.write_text('colour = "red"\ncurrency = "EUR"\n')
        cli.run("status", code=0, env={"TIMELOG_CONFIG": str(cli.folder / "none.toml")})
        cli.run("config unset colour")
        assert cli.config.read_text() == 'currency = "EUR"\n'
        cli.at("2026-11-02 09:00").refused(
            "config unset colour", code=2, message="unknown setting 'colour'"
        )


class TestPath:
    def test_is_where_the_file_is_or_would_be(self, cli: Cli) -> None:
        assert cli.run("config path").out == f"{cli.config}\n"
        assert cli.run("config path --json").json == {"path": str(cli.config), "exists": False}

    def test_works_whatever_is_in_the_file(self, cli: Cli) -> None:
        cli.config.write_bytes(b"\xff")
        assert cli.run("config path").out == f"{cli.config}\n"

    def test_without_a_name_is_where_settings_are_kept(self, cli: Cli) -> None:
        env = {"TIMELOG_CONFIG": "", "XDG_CONFIG_HOME": "", "HOME": "/home/ada"}
        if not sys.platform.startswith("linux"):
            pytest.skip("other systems have other folders")
        assert cli.run("config path", env=env).out == "/home/ada/.config/timelog/config.toml\n"


class TestEdit:
    def test_takes_what_was_written(self, cli: Cli) -> None:
        cli.config.write_text(WRITTEN)
        cli.config.chmod(0o640)
        env = editor(cli, "text = text.replace('9h', '7h')")
        assert cli.run("config edit", env=env).err == (f"Saved the settings in {cli.config}\n")
        assert cli.config.read_text() == WRITTEN.replace("9h", "7h")
        assert stat.S_IMODE(cli.config.stat().st_mode) == 0o640
        assert list((cli.folder / "tmp").iterdir()) == []

    def test_warns_of_a_number_with_wrong_check_digits(self, cli: Cli) -> None:
        env = editor(cli, "text = '[seller]\\niban = \"GB82WEST12345698765433\"\\n'")
        said = cli.run("config edit", env=env).err
        assert "Saved the settings" in said
        assert (
            "warning: invalid setting seller.iban: 'GB82WEST12345698765433' is not an IBAN:"
            " its check digits are wrong\n"
        ) in said
        assert cli.run("config get seller.iban").out == "GB82WEST12345698765433\n"

    def test_without_a_change_says_so(self, cli: Cli) -> None:
        cli.config.write_text(WRITTEN)
        result = cli.run("config edit --json", env=editor(cli, ""))
        assert result.err == "Nothing changed.\n"
        assert result.json == {"path": str(cli.config), "changed": False}
        assert list((cli.folder / "tmp").iterdir()) == []

    def test_of_no_file_begins_with_every_setting_explained(self, cli: Cli) -> None:
        cli.run("config edit", env=editor(cli, ""))
        assert not cli.config.exists()
        change = "assert all(key in text for key in " + repr(list(KEYS)) + ")\n"
        change += "text = text.replace('# billing.currency = \"\"', 'billing.currency = \"EUR\"')"
        cli.run("config edit", env=editor(cli, change))
        assert rows(cli)["billing.currency"] == ("EUR", "file")

    def test_prefers_visual(self, cli: Cli) -> None:
        env = editor(cli, "text += 'currency = \"EUR\"\\n'")
        cli.run("config edit", env={"VISUAL": env["EDITOR"], "EDITOR": "false"})
        assert rows(cli)["billing.currency"] == ("EUR", "file")

    @pytest.mark.parametrize(
        ("change", "message"),
        [
            ("text += 'color = 1'", "line 10: unknown setting 'seller.color'"),
            (
                "text = text.replace('9h', 'soon')",
                "line 6: invalid setting timer.warn_after: ",
            ),
            (
                "text = text.replace('\"Studio\"', '[\"Studio\"]')",
                "line 9: the setting seller.name in {} must be text, not a list",
            ),
            (
                "text += 'address = {city = 1}'",
                "line 10: the setting seller.address in {} must be text, not a table",
            ),
            (
                "text = text.replace(\"'ada'\", 'ada')",
                "{} is not valid TOML: Invalid value (at line 2",
            ),
        ],
    )
    def test_is_refused_whole_with_the_line_named(
        self, cli: Cli, change: str, message: str
    ) -> None:
        cli.config.write_text(WRITTEN)
        result = cli.run("config edit", code=2, env=editor(cli, change))
        assert result.err.startswith("error: " + message.format(cli.config)), result.err
        assert cli.config.read_text() == WRITTEN
        (kept,) = (cli.folder / "tmp").iterdir()
        assert result.err.splitlines()[0].endswith(f"; your text is saved in {kept}")
        assert stat.S_IMODE(kept.stat().st_mode) == 0o600

    def test_mends_a_file_that_is_not_toml(self, cli: Cli) -> None:
        cli.config.write_text("user = maybe\n")
        env = editor(cli, "text = text.replace('maybe', '\"ada\"')")
        cli.run("config edit", env=env)
        assert cli.config.read_text() == 'user = "ada"\n'

    def test_is_refused_when_another_program_changed_the_file(self, cli: Cli) -> None:
        cli.config.write_text(WRITTEN)
        other = f"pathlib.Path({str(cli.config)!r}).write_text('user = \"eve\"')"
        result = cli.run("config edit", code=1, env=editor(cli, f"{other}\ntext += '# x'"))
        assert result.err.startswith(
            f"error: {cli.config} was changed by another program in the meantime; your"
            f" text is saved"
        )
        assert cli.config.read_text() == 'user = "eve"'

    def test_by_an_editor_that_fails_is_refused(self, cli: Cli) -> None:
        cli.at("2026-11-02 09:00").refused(
            "config edit",
            message="the editor failed with code 3; nothing was changed",
            env=editor(cli, "sys.exit(3)"),
        )
        assert not cli.config.exists()

    def test_by_an_editor_that_is_not_there_is_refused(self, cli: Cli) -> None:
        cli.at("2026-11-02 09:00").refused(
            "config edit",
            message="cannot start the editor '/no/such/editor': no such file or directory",
            hint="timelog config set KEY VALUE",
            env={"EDITOR": "/no/such/editor", "PATH": str(cli.folder)},
        )

    def test_by_an_editor_that_is_not_there_hints_at_one_that_is(self, cli: Cli) -> None:
        for name in ("nano", "vi"):
            program = cli.folder / name
            program.touch(mode=0o700)
            cli.at("2026-11-02 09:00").refused(
                "config edit",
                message="cannot start the editor '/no/nano': no such file or directory",
                hint="timelog config set KEY VALUE"
                if name == "nano"
                else "to use another editor: export EDITOR=vi",
                env={"EDITOR": "/no/nano", "PATH": str(cli.folder)},
            )

    def test_without_terminal_and_editor_is_refused(self, cli: Cli) -> None:
        cli.at("2026-11-02 09:00").refused(
            "config edit",
            message="no editor: set VISUAL or EDITOR, or run the command in a terminal",
            hint="timelog config set KEY VALUE",
        )
        assert list((cli.folder / "tmp").iterdir()) == []


class TestTheFile:
    @pytest.mark.parametrize(
        ("text", "message", "hint"),
        [
            (
                'timezone = "Mars"',
                "invalid setting timezone in {}: unknown time zone 'Mars'",
                "timelog config set timezone Europe/Rome",
            ),
            (
                "timezone = ['Europe/Rome']",
                "the setting timezone in {} must be text, not a list",
                'put the value in quotation marks: timezone = "…"',
            ),
            (
                "[timezone]\nname = 'x'",
                "the setting timezone in {} must be text, not a table",
                'put the value in quotation marks: timezone = "…"',
            ),
            ("user = true", "the setting user in {} must be text, not true or false", None),
            ("user = 2026-11-02", "the setting user in {} must be text, not a date", None),
            ("timezon = 'x'", "unknown setting 'timezon' ({})", "did you mean timezone?"),
            ("user = ada", "{} is not valid TOML: Invalid value (at line 1, column 8)", None),
        ],
    )
    def test_that_cannot_be_used_is_refused_by_name(
        self, cli: Cli, text: str, message: str, hint: str | None
    ) -> None:
        cli.config.write_text(text)
        cli.at("2026-11-02 09:00").refused(
            'record add "Fix login" --type case',
            code=2,
            message=message.format(cli.config),
            hint=hint,
            env=WITHOUT_USER,
        )

    def test_may_hold_numbers_and_times(self, cli: Cli) -> None:
        cli.config.write_text("day_start = 04:00:00\nhours_per_day = 7\n[billing]\nterms = 14\n")
        found = rows(cli)
        assert found["billing.hours_per_day"] == ("7", "file")
        assert found["billing.terms"] == ("14", "file")
        assert cli.run("config get day_start").out == "04:00:00\n"

    def test_may_begin_with_a_byte_order_mark(self, cli: Cli) -> None:
        cli.config.write_bytes(b'\xef\xbb\xbfcurrency = "EUR"\n')
        assert cli.run("config get billing.currency").out == "EUR\n"
        cli.run("config set billing.currency USD")
        assert cli.run("config get billing.currency").out == "USD\n"

    def test_that_is_no_text_is_refused(self, cli: Cli) -> None:
        cli.config.write_bytes(b"user = '\xff'")
        cli.at("2026-11-02 09:00").refused(
            "config list", code=2, message=f"{cli.config} is not valid TOML: it is not UTF-8"
        )

    @pytest.mark.parametrize("number", ["9" * 4300, "0x" + "f" * 5000, "[1, 0x" + "f" * 5000 + "]"])
    def test_with_a_number_of_thousands_of_digits_is_refused(self, cli: Cli, number: str) -> None:
        cli.config.write_text(f"hours_per_day = {number}{'9' if number[0] == '9' else ''}\n")
        for line in (
            "config list",
            "config get billing.hours_per_day",
            "config set user bob",
            "service list",
        ):
            result = cli.run(line, code=None)
            assert result.code in {0, 2}, line
            assert "mistake in timelog" not in result.err
        assert cli.run("config list", code=2).err.startswith(
            f"error: {cli.config} is not valid TOML: "
        )

    def test_that_is_a_pipe_is_refused_at_once(self, cli: Cli) -> None:
        os.mkfifo(cli.config)
        for line in ("config list", "config set user bob", "status", "config edit"):
            result = cli.run(line, code=None, env={**WITHOUT_USER, "EDITOR": "true"})
            assert result.code in {2, 6}
            assert "is a pipe" in result.err or "is not a regular file" in result.err
        assert cli.run("prompt", env=WITHOUT_USER).out == ""

    @pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
    @pytest.mark.parametrize("line", ["set user bob", "unset user", "edit"])
    def test_keeps_its_owner_and_mode_under_root(self, cli: Cli, line: str) -> None:
        cli.config.write_text('user = "ada"\n')
        os.chown(cli.config, 1234, 2345)
        cli.config.chmod(0o640)
        cli.run(f"config {line}", env=editor(cli, "text += '# x'"))
        found = cli.config.stat()
        assert cli.config.read_text() != 'user = "ada"\n'
        assert (found.st_uid, found.st_gid, found.st_mode & 0o777) == (1234, 2345, 0o640)

    @pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
    def test_that_root_makes_belongs_to_the_owner_of_the_home(self, cli: Cli) -> None:
        os.chown(cli.folder, 1234, 2345)
        config = cli.folder / "new" / "folder" / "config.toml"
        cli.run("config set user bob", env={"TIMELOG_CONFIG": str(config)})
        for path in (config, config.parent, config.parent.parent):
            assert (path.stat().st_uid, path.stat().st_gid) == (1234, 2345)

    def test_that_is_a_folder_is_refused(self, cli: Cli) -> None:
        cli.config.mkdir()
        cli.at("2026-11-02 09:00").refused(
            "config list",
            code=2,
            message=f"cannot read the settings in {cli.config}: is a directory",
            hint="set TIMELOG_CONFIG to another file",
        )


def test_every_default_can_be_used() -> None:
    for key, setting in KEYS.items():
        if setting.default is not None:
            assert checked(key, setting.default) == setting.default
    check(template(), "template")


def test_no_command_loads_the_library_that_writes_settings(cli: Cli) -> None:
    script = (
        "import sys\nfrom timelog_cli.__main__ import main\nmain(sys.argv[1:])\n"
        "assert 'tomlkit' not in sys.modules"
    )
    for words in (("config", "list"), ("config", "get", "user"), ("status",)):
        code, _, err = processes.run(cli.folder, "--db", cli.path, *words, program=("-c", script))
        assert code == os.EX_OK, err
