"""What those see who report on a team with SQL."""

from __future__ import annotations

from datetime import date

from tests.hub.nodes import HOUR, Shared
from timelog_cli.domain.sync.tables import TABLES

# 22:00 in Berlin, in winter.
EVENING = 1_796_072_400


def test_time_over_midnight_is_on_both_days_in_the_zone_of_its_log(shared: Shared) -> None:
    boss = shared.boss
    owner = boss.put("owner", name="boss")
    record = boss.put("record", owner_id=owner, id=7)
    boss.put("log", owner_id=owner, record_id=record, zone="Europe/Berlin", start_at=EVENING,
             end_at=EVENING + 3 * HOUR, segments=[[EVENING, EVENING + 3 * HOUR]],
             tags=["a", "b"])  # fmt: skip
    gone = boss.put("log", owner_id=owner, record_id=record, zone="Mars/Base")
    boss.push()
    boss.drop("log", gone)
    boss.push()
    days = "SELECT owner, ref, day, seconds FROM timelog.worked_day ORDER BY day"
    assert shared.database.sql(days, user="boss") == [
        ("boss", "case-7", date(2026, 11, 30), 2 * HOUR),
        ("boss", "case-7", date(2026, 12, 1), HOUR),
    ]
    sums = "SELECT sum(seconds) FROM timelog.log_segment"
    assert shared.database.sql(sums, user="boss") == [(3 * HOUR,)]
    tags = "SELECT tag FROM timelog.log_tag ORDER BY tag"
    assert shared.database.sql(tags, user="boss") == [("a",), ("b",)]


def test_a_zone_that_the_server_does_not_know_counts_as_utc(shared: Shared) -> None:
    boss = shared.boss
    owner = boss.put("owner", name="boss")
    record = boss.put("record", owner_id=owner)
    boss.put("log", owner_id=owner, record_id=record, zone="Mars/Base")
    boss.push()
    assert shared.database.sql("SELECT seconds FROM timelog.worked_day", user="boss") == [(HOUR,)]


def test_a_member_sees_in_the_views_what_the_tables_show(shared: Shared) -> None:
    boss = shared.boss
    owner = boss.put("owner", name="boss")
    record = boss.put("record", owner_id=owner)
    boss.put("log", owner_id=owner, record_id=record, tags=["secret"])
    boss.push()
    bob = shared.member("bob")
    mine = bob.put("log", owner_id=shared.owner("bob"), record_id=record, tags=["x"])
    bob.push()
    for view in ("log_segment", "worked_day", "log_tag"):
        assert len(shared.database.sql(f"SELECT * FROM timelog.{view}", user="boss")) == 2, view
        assert len(shared.database.sql(f"SELECT * FROM timelog.{view}", user="bob")) == 1, view
    assert shared.database.sql("SELECT log_id FROM timelog.log_tag", user="bob")[0][0].hex == mine
    assert shared.database.sql("SELECT * FROM timelog.invoice_line", user="bob") == []


def test_every_table_and_column_says_what_it_is(shared: Shared) -> None:
    tables = [*(table.name for table in TABLES), "workspace", "member", "node", "conflict", "lease"]
    untold = (
        "SELECT c.relname FROM pg_class AS c WHERE c.relnamespace = 'timelog'::regnamespace"
        " AND c.relname = ANY (%s) AND obj_description(c.oid) IS NULL"
    )
    assert shared.database.sql(untold, [*tables, "log_segment", "worked_day", "log_tag"]) == []
    silent = """
        SELECT c.relname::text, a.attname::text FROM pg_class AS c
        JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        WHERE c.relnamespace = 'timelog'::regnamespace AND c.relname = ANY (%s)
            AND col_description(c.oid, a.attnum) IS NULL
    """
    assert shared.database.sql(silent, [table.name for table in TABLES]) == []
