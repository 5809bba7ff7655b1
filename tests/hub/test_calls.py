"""What is said where the hub cannot be used, and that no password is ever shown."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.hub.nodes import Node, Shared
from tests.hub.server import Database
from timelog_cli.errors import Busy, DatabaseError, NotFound, OutputError, Refused, TimelogError
from timelog_cli.store.hub import connecting
from timelog_cli.store.hub.calls import connect
from timelog_cli.store.hub.connecting import meaning, settings, shown
from timelog_cli.usecases.sync.places import address_for

psycopg = pytest.importorskip("psycopg")

PASSWORD = "hunter2-and-more"


def said(error: TimelogError) -> str:
    """All that a user sees of an error."""
    text = f"{error.message}\n{error.hint}"
    assert PASSWORD not in text
    assert "\n" not in error.message
    return text


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (f"postgresql://anna:{PASSWORD}@db.example.com/team", "postgresql://anna@db.example.com/team"),
        (f"postgres://anna:{PASSWORD}@db:5433/team?sslmode=require",
         "postgres://anna@db:5433/team?sslmode=require"),
        (f"postgresql://db/team?user=anna&password={PASSWORD}", "postgresql://db/team?user=anna"),
        (f"postgresql://db/team?password={PASSWORD}&user=anna", "postgresql://db/team?user=anna"),
        (f"postgresql://:{PASSWORD}@db/team", "postgresql://@db/team"),
        (f"host=db user=anna password={PASSWORD} dbname=team", "user=anna dbname=team host=db"),
        (f"host=db password='a b {PASSWORD}'", "host=db"),
        (f"postgresql://db/team?sslpassword={PASSWORD}", "postgresql://db/team"),
        (f"postgresql://db/team?pass%77ord={PASSWORD}", "postgresql://db/team"),
        (f"postgresql://anna:?#{PASSWORD}@db/team", "postgresql://anna@db/team"),
        ("service=team", "service=team"),
    ],
)  # fmt: skip
def test_an_address_is_shown_without_its_password(url: str, expected: str) -> None:
    assert sorted(shown(url).split()) == sorted(expected.split())


@pytest.mark.parametrize(
    "url",
    [
        f"hub.example.com:{PASSWORD}",
        f"postgresql://anna:x@{PASSWORD}@db/team",
        f"postgresql://anna:x/{PASSWORD}@db/team",
        f"postgresql://anna:5/{PASSWORD}@db/team",
        f"postgresql://db:{PASSWORD}/team",
    ],
)
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(Refused) as error:
        connect(url)
    assert "postgresql://" in said(error.value)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://db.example.com/team",
        "postgresql://db.example.com/team?sslmode=disable",
        "postgresql://localhost,db.example.com/team",
        "host=localhost hostaddr=192.0.2.1",
        "service=team",
    ],
)
def test_a_hub_elsewhere_has_to_show_who_it_is(url: str) -> None:
    assert settings(url, insecure=False)["sslmode"] == "verify-full"
    assert "sslmode" not in settings(url, insecure=True)


@pytest.mark.parametrize(
    "url",
    ["postgresql:///team", "postgresql://localhost/team", "host=/tmp", "postgresql://[::1]/team"],
)
def test_a_hub_on_this_computer_needs_no_certificate(url: str) -> None:
    assert "sslmode" not in settings(url, insecure=False)


def test_a_certificate_of_the_user_is_left_alone() -> None:
    url = "postgresql://db.example.com/team?sslrootcert=/my/root.crt"
    assert "sslrootcert" not in settings(url, insecure=False)


def test_a_service_file_may_say_what_an_address_may(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "services"
    file.write_text(
        "[far]\nhost=db.example.com\nsslmode=disable\nsslrootcert=/our/ca.crt\n"
        "connect_timeout=3\nkeepalives_idle=60\n[near]\nhost=localhost\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("PGSERVICEFILE", str(file))
    for url in ("service=far", "postgresql:///team?service=far"):
        asked = settings(url, insecure=False)
        assert asked["sslmode"] == "verify-full"
        assert not {"sslrootcert", "connect_timeout", "keepalives_idle"} & set(asked)
    assert "sslmode" not in settings("service=near", insecure=False)
    assert "PGSERVICE" not in os.environ
    monkeypatch.setenv("PGSERVICE", "far")
    assert settings("dbname=team", insecure=False)["sslmode"] == "verify-full"
    assert "sslmode" not in settings("service=near", insecure=False)
    assert os.environ["PGSERVICE"] == "far"


def test_a_colleague_is_given_an_address_for_a_service_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "services"
    file.write_text("[far]\nhost=db.example.com\ndbname=team\nuser=ada\nsslrootcert=/our/ca.crt\n")
    monkeypatch.setenv("PGSERVICEFILE", str(file))
    shown = "postgresql://anna@db.example.com/team?sslrootcert=/our/ca.crt"
    assert address_for("anna", "service=far") == shown
    assert (
        address_for("anna", "host=db port=6432 dbname=t user=ada") == "postgresql://anna@db:6432/t"
    )
    assert address_for("anna", "service=nowhere") == "URL"


def test_a_hub_that_cannot_be_reached_is_named(tmp_path: object) -> None:
    with pytest.raises(OutputError) as error:
        connect(f"postgresql://anna:{PASSWORD}@/team?host={tmp_path}")
    assert "cannot be reached" in said(error.value)


def test_a_wrong_password_is_not_repeated(hub: Database) -> None:
    hub.role("anna", password="right")
    with pytest.raises(Refused) as error:
        connect(hub.url("anna", PASSWORD))
    assert "refused the name or the password" in said(error.value)
    with pytest.raises(Refused) as error:
        connect(hub.url("anna"))
    assert "PGPASSWORD" in said(error.value)


def test_a_role_and_a_database_that_are_missing_are_said_to_be(hub: Database) -> None:
    with pytest.raises(Refused) as error:
        connect(hub.url("nobody_here"))
    assert "does not let this role log in" in said(error.value)
    with pytest.raises(NotFound) as missing:
        connect(hub.url().replace(hub.name, "nowhere"))
    assert "no such database" in said(missing.value)


def test_a_database_without_the_tables_is_no_hub(hub: Database) -> None:
    with connect(hub.url()) as made, pytest.raises(DatabaseError) as error:
        made.join(None, "laptop")
    assert "timelog sync init" in said(error.value)


def test_a_schema_of_another_program_is_left_alone(hub: Database) -> None:
    hub.sql("CREATE SCHEMA timelog")
    with connect(hub.url()) as made, pytest.raises(DatabaseError) as error:
        made.init("team", "laptop")
    assert "another database" in said(error.value)


def test_a_hub_of_a_newer_version_is_refused(shared: Shared) -> None:
    shared.database.sql("INSERT INTO timelog.migration (version) VALUES (99)")
    for call in (
        lambda: shared.boss.hub.hello(None, 0),
        lambda: shared.boss.hub.join(None, "x"),
        lambda: shared.boss.hub.init("new", "x"),
    ):
        with pytest.raises(DatabaseError) as error:
            call()
        assert "newer timelog" in said(error.value)


@pytest.mark.parametrize(
    "removal",
    [
        "TRUNCATE timelog.migration",
        "DROP TABLE timelog.log CASCADE",
        "ALTER TABLE timelog.node DROP COLUMN batch",
        "DROP FUNCTION timelog.hello",
        "DROP FUNCTION timelog.merge_log",
        "DROP TYPE timelog.pushing CASCADE",
    ],
)
def test_a_hub_of_which_a_part_was_removed_is_told_so(shared: Shared, removal: str) -> None:
    owner = shared.boss.put("owner", name="boss")
    record = shared.boss.put("record", owner_id=owner)
    shared.boss.put("log", owner_id=owner, record_id=record)
    shared.database.sql(removal)
    with pytest.raises(DatabaseError) as error:
        shared.boss.hub.hello(None, 0)
        shared.boss.push()
    assert "a part of the hub is missing" in said(error.value)


_AT = 'connection to server at "ssl.example.com" (192.0.2.1), port 5432 failed: '


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        (f"{_AT}Connection refused", OutputError, "cannot be reached"),
        (f"{_AT}SSL error: certificate verify failed", Refused, "not verified"),
        (f"{_AT}SSL SYSCALL error: EOF detected", OutputError, "was lost"),
        ("consuming input failed: SSL SYSCALL error: EOF detected", OutputError, "was lost"),
        ("SSL connection has been closed unexpectedly", OutputError, "was lost"),
        ("SSL error: unexpected eof while reading", OutputError, "was lost"),
        (f'{_AT}FATAL:  role "ada" is not permitted to log in', Refused, "does not let"),
        (f'{_AT}FATAL:  permission denied for database "x"', Refused, "does not let"),
        (f'{_AT}FATAL:  role "ada" does not exist', Refused, "does not let"),
        (f'{_AT}FATAL:  database "no SSL" does not exist', NotFound, "no such database"),
        (f"{_AT}FATAL:  the database system is starting up", Busy, "no connections"),
    ],
)
def test_what_is_in_the_way_of_a_connection_is_said(
    text: str, kind: type[TimelogError], expected: str
) -> None:
    found = meaning(psycopg.OperationalError(text), "postgresql://ssl.example.com/db")
    assert isinstance(found, kind)
    assert expected in found.message


def test_a_hub_that_can_only_be_read_is_said_to_be_so(shared: Shared) -> None:
    shared.boss.put("owner", name="boss")
    shared.boss.hub._connection.execute("SET default_transaction_read_only = on")
    with pytest.raises(Busy, match="can only be read"):
        shared.boss.push()


def test_who_holds_the_hub_for_long_holds_up_nobody_for_ever(
    shared: Shared, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connecting, "_WAIT_SECONDS", 1)
    bob, boss = shared.member("bob"), shared.node("boss")
    with bob.hub.transaction():
        bob.hub.lease(1)
        boss.put("owner", name="boss")
        with pytest.raises(Busy, match="in use by others"):
            boss.push()
        with pytest.raises(Busy, match="in use by others"):
            boss.hub.lease(1)
    boss.push()


def test_a_file_that_goes_away_in_the_middle_lets_the_hub_go(
    shared: Shared, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connecting, "_AWAY_SECONDS", 1)
    bob = shared.member("bob")
    with pytest.raises(OutputError, match="was lost"), bob.hub.transaction():
        bob.hub.lease(1)
        shared.boss.put("owner", name="boss")
        shared.boss.push()
        bob.hub.lease(1)


def test_a_file_of_another_hub_is_told_so(shared: Shared) -> None:
    shared.boss.hub.at(bytes(16), 1)
    with pytest.raises(DatabaseError) as error:
        shared.boss.hub.hello(None, 0)
    assert "it is another hub" in said(error.value)


def test_a_role_that_nobody_added_has_no_hub(shared: Shared) -> None:
    with connect(shared.database.role("eve")) as hub, pytest.raises(DatabaseError) as error:
        hub.join(None, "laptop")
    assert "member add" in said(error.value)


def test_a_workspace_is_made_once_and_chosen_by_name(shared: Shared) -> None:
    hub = shared.boss.hub
    with pytest.raises(Refused) as error:
        hub.init("TEAM", "laptop")
    assert "sync join" in said(error.value)
    hub.init("second", "laptop")
    with pytest.raises(Refused) as several:
        hub.join(None, "laptop")
    assert "--workspace" in said(several.value)
    assert hub.join("Second", "laptop").name == "second"


def test_who_may_make_no_roles_is_told_what_the_administrator_types(shared: Shared) -> None:
    olga = shared.member("olga", "owner")
    with pytest.raises(Refused) as error:
        olga.hub.member_add('o"dd', "member")
    assert 'CREATE ROLE "o""dd" LOGIN; GRANT "timelog_member" TO "o""dd";' in said(error.value)
    assert shared.boss.hub.member_add('o"dd', "member")
    assert not shared.boss.hub.member_add('o"dd', "lead")
    assert [(one.name, one.role) for one in olga.hub.members()] == [
        ("boss", "owner"), ('o"dd', "lead"), ("olga", "owner"),
    ]  # fmt: skip


def test_who_may_not_make_the_group_is_told_what_the_administrator_types(hub: Database) -> None:
    hub.role("anna")
    hub.sql(f'ALTER DATABASE "{hub.name}" OWNER TO anna')
    with connect(hub.url("anna")) as made, pytest.raises(Refused) as error:
        made.init("team", "laptop")
    assert "CREATE ROLE timelog_member" in said(error.value)
    hub.sql("CREATE ROLE timelog_member")
    with connect(hub.url("anna")) as made:
        made.init("team", "laptop")


def ended(shared: Shared) -> None:
    """End the connections of the boss, as a network that stops does."""
    shared.database.sql(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'boss'"
    )


def test_a_connection_that_is_lost_loses_nothing(shared: Shared) -> None:
    boss = shared.boss
    boss.put("owner", name="boss")
    ended(shared)
    with pytest.raises(OutputError) as error:
        boss.push()
    assert "connection" in said(error.value)
    with connect(shared.database.url("boss")) as hub:
        again = Node(hub, boss.workspace, boss.number)
        hub.at(boss.workspace, boss.number)
        again.rows, again.known = boss.rows, boss.known
        assert again.push().applied


def test_a_connection_that_is_lost_in_the_middle_of_a_pull_is_said_to_be(shared: Shared) -> None:
    boss = shared.boss
    for number in range(50):
        boss.put("owner", name=f"o{number}")
    boss.push()
    with pytest.raises(OutputError) as error, boss.hub.reading():
        _, rows = boss.hub.pull(0, everything=True)
        next(rows)
        ended(shared)
        list(rows)
    assert "connection" in said(error.value)


def test_without_psycopg_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(Refused) as error:
        connect("postgresql:///team")
    assert "pip install 'psycopg[binary]'" in said(error.value)


def test_a_file_that_left_takes_no_part(shared: Shared) -> None:
    shared.boss.hub.leave()
    with pytest.raises(Refused) as error:
        shared.boss.hub.hello(None, 0)
    assert "sync join" in said(error.value)
