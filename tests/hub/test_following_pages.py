"""The commands of the page on hubs, and of team reports, as far as they need no network."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.docs import pages
from tests.hub.server import Database
from tests.hub.team import MORNING, WORK, Team

HUB = pages.ROOT / "docs/how-to/hub.md"
SYNC = pages.ROOT / "docs/explanation/sync.md"


def block(page: Path, *, has: str) -> str:
    """The first block of a page in which something is said."""
    found = pages.blocks(page.read_text(encoding="utf-8"))
    return next(one.text for one in found if has in one.text)


def typed(hub: Database, text: str, user: str) -> None:
    """Statements as they are typed in ``psql``, without what asks for a password."""
    for statement in text.splitlines():
        if not statement.startswith("\\"):
            hub.sql(statement, user=user)


def test_an_administrator_who_is_no_superuser_makes_a_hub(hub: Database, team: Team) -> None:
    hub.sql("DROP OWNED BY ada CASCADE")
    hub.sql(f'ALTER DATABASE "{hub.name}" OWNER TO postgres')
    hub.sql("DROP ROLE ada")
    hub.role("admin", "LOGIN CREATEROLE CREATEDB")
    name = f"{hub.name}_made"
    try:
        typed(hub, block(HUB, has="CREATE ROLE ada").replace(" timelog ", f" {name} "), "admin")
        url = Database(hub.server, name).url("ada")
        first = team.laptop("laptop")
        first.at(MORNING).run(f"sync init --hub {url}")
        assert first.at(MORNING).run("sync member add anna --role member").code == 0
    finally:
        hub.sql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def test_the_certificate_that_the_page_makes_is_valid_for_the_host(tmp_path: Path) -> None:
    made = subprocess.run(
        ["bash", "-e", "-c", block(HUB, has="openssl")], cwd=tmp_path, capture_output=True
    )
    if b"-copy_extensions" in made.stderr:
        pytest.skip("this OpenSSL is older than 3")
    assert made.returncode == 0, made.stderr
    verify = ["openssl", "verify", "-CAfile", "our-ca.crt", "-verify_hostname"]
    for host, code in (("db.example.com", 0), ("db.example.org", 2)):
        words = [*verify, host, "tls/server.crt"]
        assert subprocess.run(words, cwd=tmp_path, capture_output=True).returncode == code


def test_a_role_for_reports_reads_the_time_of_all_and_writes_nothing(team: Team) -> None:
    first = team.first(*WORK, "log add case-1 2026-03-01 9:00-10:30 --billable")
    typed(team.hub, block(SYNC, has="CREATE ROLE grafana"), "ada")
    first.at(MORNING).run(block(SYNC, has="sync member add").strip().removeprefix("timelog "))
    assert team.hub.sql(block(SYNC, has="to_char"), user="grafana") == [("ada", "2026-03", 1.5)]
    unbilled = block(SYNC, has="l.invoice_id IS NULL")
    assert team.hub.sql(unbilled, user="grafana") == [("Acme", 1.5)]
    days = "SELECT owner, ref, customer, seconds FROM timelog.worked_day"
    assert team.hub.sql(days, user="grafana") == [("ada", "case-1", "Acme", 5400)]
    files = team.laptop("reports", "grafana")
    refused = files.at(MORNING).run(f"sync join --hub {team.hub.url('grafana')}", code=4).err
    assert "the hub can only be read" in refused
