"""A member of the hub tries what members may not: each attempt is refused, and nothing changes."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any
from uuid import UUID

import pytest

from tests.hub.nodes import HOUR, START, Node, Shared, new_id
from tests.hub.server import Database
from timelog_cli.domain.sync.tables import TABLES
from timelog_cli.errors import NotFound, Refused, TimelogError
from timelog_cli.store.hub.calls import connect
from timelog_cli.store.hub.schema.access import CALLED

psycopg = pytest.importorskip("psycopg")


class Two:
    """The boss, who has secrets, and bob, a member with a file of his own."""

    def __init__(self, shared: Shared) -> None:
        self.shared, self.boss = shared, shared.boss
        self.owner = self.boss.put("owner", name="boss")
        self.service = self.boss.put("service")
        self.record = self.boss.put("record", owner_id=self.owner)
        self.log = self.boss.put(
            "log", owner_id=self.owner, record_id=self.record, note="secret", tags=["secret"]
        )
        self.timer = self.boss.put("timer", owner_id=self.owner, record_id=self.record,
                                   note="secret")  # fmt: skip
        self.boss.put("day_off", owner_id=self.owner, title="secret")
        self.everybody = self.boss.put("day_off", owner_id=None, day="2026-12-25", title="open")
        self.boss.put("imported", log_id=self.log)
        customer = self.boss.put("customer", name="Acme")
        self.boss.put("counter", series="R", last=1, began_after=0)
        self.invoice = self.boss.put(
            "invoice", number="R-1", seq=1, customer_id=customer, snapshot='"secret"'
        )
        self.boss.sync()
        self.bob = shared.member("bob")
        self.place = str(UUID(bytes=shared.place.workspace))
        self.me = shared.owner("bob")

    def sql(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        return self.shared.database.sql(query, *values, user="bob")

    def state(self) -> list[tuple[Any, ...]]:
        """All that the tables hold."""
        names = [table.name for table in TABLES] + ["member", "workspace", "conflict"]
        return [
            row
            for name in names
            for row in self.shared.database.sql(
                f"SELECT t::text FROM timelog.{name} AS t ORDER BY 1"
            )
        ]


@pytest.fixture
def two(shared: Shared) -> Two:
    return Two(shared)


def refused(two: Two, node: Node | None = None) -> str:
    """What is said to a push, which changes nothing."""
    before = two.state()
    with pytest.raises(Refused) as error:
        (node or two.bob).push()
    assert two.state() == before
    return error.value.message


def test_a_member_works_on_what_is_his(two: Two) -> None:
    two.bob.put("log", owner_id=two.me, record_id=two.record, start_at=START + HOUR,
                end_at=START + 2 * HOUR, segments=[[START + HOUR, START + 2 * HOUR]])  # fmt: skip
    two.bob.put("timer", owner_id=two.me, record_id=two.record)
    two.bob.put("day_off", owner_id=two.me)
    two.bob.put("record", two.record, title="Shop")
    two.bob.sync()
    two.boss.pull()
    assert two.boss.of("record")[two.record]["title"] == "Shop"
    assert len(two.boss.of("log")) == 2


@pytest.mark.parametrize("table", ["log", "timer", "day_off"])
def test_a_member_makes_nothing_for_another_owner(two: Two, table: str) -> None:
    values = {} if table == "day_off" else {"record_id": two.record}
    two.bob.put(table, owner_id=two.owner, **values)
    assert "of their own" in refused(two)


def test_a_member_makes_no_day_off_for_everybody(two: Two) -> None:
    two.bob.put("day_off", owner_id=None)
    assert "of their own" in refused(two)


@pytest.mark.parametrize("owner", ["boss", "bob"])
def test_a_member_changes_no_log_of_another_owner(two: Two, owner: str) -> None:
    two.bob.put("log", two.log, owner_id=two.owner if owner == "boss" else two.me,
                record_id=two.record, note="mine")  # fmt: skip
    assert "of their own" in refused(two)


def test_a_member_deletes_nothing_of_another_owner(two: Two) -> None:
    for table, id_ in (("log", two.log), ("timer", two.timer), ("day_off", two.everybody)):
        two.bob.drop(table, id_)
        assert "of their own" in refused(two)
        two.bob.gone.clear()


def test_a_member_ends_no_timer_of_another_owner(two: Two) -> None:
    two.bob.put("log", two.timer, owner_id=two.me, record_id=two.record)
    two.bob.push()
    two.boss.pull()
    assert two.timer in two.boss.of("timer")


def test_a_member_imports_nothing_onto_the_log_of_another(two: Two) -> None:
    two.bob.put("imported", log_id=two.log, source="clockify")
    assert "of their own" in refused(two)


def test_a_member_changes_no_name_of_another(two: Two) -> None:
    two.bob.put("owner", two.owner, name="bob the boss")
    assert "of their own" in refused(two)
    two.bob.rows.clear()
    two.bob.drop("owner", two.owner)
    assert "of their own" in refused(two)


def test_a_member_becomes_nobody_by_taking_a_name(two: Two) -> None:
    two.bob.put("owner", two.me, name="Boss")
    two.bob.push()
    taken = two.bob.put("owner", name="boss")
    two.bob.put("log", owner_id=taken, record_id=two.record)
    assert "of their own" in refused(two)


def test_a_member_gets_no_time_of_a_colleague_by_having_their_name_first(two: Two) -> None:
    two.bob.put("owner", two.me, name="carla")
    two.bob.push()
    carla = two.shared.member("carla")
    hers = two.shared.owner("carla")
    assert hers != two.me
    names = {id_: row["name"] for id_, row in carla.of("owner").items()}
    assert (names[hers], names[two.me]) == ("carla", "bob")
    carla.put("log", owner_id=hers, record_id=two.record, note="secret")
    carla.push()
    assert two.sql("SELECT note FROM timelog.log") == []


def test_a_member_gets_no_time_of_an_owner_whose_name_is_another(two: Two) -> None:
    two.shared.database.sql("UPDATE timelog.member SET owner_id = NULL WHERE login = 'boss'")
    two.boss.put("owner", two.owner, name="grace")
    two.boss.push()
    two.bob.put("owner", two.me, name="boss")
    two.bob.push()
    two.boss.put("record", two.record, title="x")
    two.boss.push()
    assert two.shared.owner("boss") != two.me


def test_a_member_of_another_role_stays_the_owner_of_the_same_time(two: Two) -> None:
    two.bob.put("owner", two.me, name="robert")
    two.bob.push()
    owners = two.sql("SELECT count(*) FROM timelog.owner")
    two.boss.hub.member_add("bob", "lead")
    assert two.shared.owner("bob") == two.me
    assert two.sql("SELECT count(*) FROM timelog.owner") == owners


def test_a_login_that_differs_by_case_alone_is_not_added(two: Two) -> None:
    two.shared.database.role("BOB")
    with pytest.raises(Refused, match="already, as bob"):
        two.boss.hub.member_add("BOB", "member")


@pytest.mark.parametrize("table", [table.name for table in TABLES if table.managed or table.hidden])
def test_a_member_changes_nothing_that_leads_manage(two: Two, table: str) -> None:
    values: dict[str, Any] = {
        "invoice": {"number": "R-2", "seq": 2, "customer_id": next(iter(two.bob.of("customer")))},
        "counter": {"series": "R", "last": 9, "began_after": 0},
    }.get(table, {})
    query = f"SELECT to_jsonb(t) - '{{hub_seq,known_by}}'::text[] FROM timelog.{table} AS t"
    before = sorted(two.shared.database.sql(query), key=str)
    two.bob.put(table, **values)
    if table == "counter":  # which is there: it comes back as it is
        two.bob.push()
    else:
        assert "only a lead or an owner" in refused(two)
    two.bob.rows.clear()
    for id_ in (new_id(), *(row["id"].replace("-", "") for (row,) in before)):
        two.bob.drop(table, id_)
        with suppress(Refused):
            two.bob.push()
        two.bob.gone.clear()
    assert sorted(two.shared.database.sql(query), key=str) == before


def test_a_member_bills_no_log_by_saying_so(two: Two) -> None:
    log = two.bob.put("log", owner_id=two.me, record_id=two.record, invoice_id=two.invoice)
    two.bob.push()
    query = "SELECT invoice_id FROM timelog.log WHERE id = %s::uuid"
    assert two.shared.database.sql(query, log) == [(None,)]


def test_a_member_reads_nothing_of_what_others_do(two: Two) -> None:
    two.boss.put("log", two.log, note="secret too")
    two.boss.push()
    for table in TABLES:
        rows = two.sql(f"SELECT t::text FROM timelog.{table.name} AS t")
        assert "secret" not in str(rows), table.name
    assert two.sql("SELECT * FROM timelog.invoice") == []
    assert [row[0] for row in two.sql("SELECT title FROM timelog.day_off")] == ["open"]
    assert two.sql("SELECT count(*) FROM timelog.record") == [(1,)]


def test_a_member_pulls_no_more_by_saying_to_be_an_owner(two: Two) -> None:
    two.bob.hub.at(two.bob.workspace, two.bob.number, "owner")
    came = two.bob.pull(everything=True)
    assert "secret" not in str(came)
    assert {table for table, _ in came} == {"owner", "service", "record", "customer", "day_off"}


def test_a_member_does_not_see_what_a_log_of_his_was_billed_with(two: Two) -> None:
    log = two.bob.put("log", owner_id=two.me, record_id=two.record)
    two.bob.sync()
    two.shared.database.sql(
        "UPDATE timelog.log SET billable = true, rate = 5, invoice_id = %s::uuid, hub_seq = 999,"
        " known_by = 0 WHERE id = %s::uuid",
        two.invoice,
        log,
    )
    two.shared.database.sql("UPDATE timelog.workspace SET seq = 999")  # as a push leaves it
    two.bob.pull()
    row = two.bob.of("log")[log]
    assert (row["billable"], row["rate"]) == (False, None)
    assert (row["billed_elsewhere"], row["invoice_id"]) == (True, None)


def test_a_member_sees_conflicts_only_about_what_is_his_or_open(two: Two) -> None:
    other = two.shared.node("boss")
    other.pull()
    for number, node in enumerate((two.boss, other)):
        node.put("log", two.log, note=f"secret {number}")
        node.put("record", two.record, title=f"Title {number}")
        node.push()
    assert {one["tbl"] for one in two.boss.conflicts()} == {"log", "record"}
    assert {one["tbl"] for one in two.bob.conflicts()} == {"record"}
    assert "secret" not in str(two.sql("SELECT * FROM timelog.conflict"))
    (hidden,) = (one["id"] for one in two.boss.conflicts() if one["tbl"] == "log")
    with pytest.raises(NotFound):
        two.bob.hub.resolve(hidden, "mine")


def test_a_function_in_a_query_sees_no_row_that_its_caller_does_not(two: Two) -> None:
    with psycopg.connect(two.shared.database.url("bob")) as connection:
        said: list[str] = []
        connection.add_notice_handler(lambda notice: said.append(str(notice.message_primary)))
        connection.execute(
            "CREATE FUNCTION pg_temp.leak(text) RETURNS boolean COST 0.0001 LANGUAGE plpgsql AS"
            " $$ BEGIN RAISE NOTICE '%', $1; RETURN true; END $$"
        )
        for table in ("log", "timer", "day_off", "invoice", "conflict"):
            connection.execute(f"SELECT 1 FROM timelog.{table} AS t WHERE pg_temp.leak(t::text)")
        connection.rollback()
    assert "secret" not in str(said)


def test_row_security_cannot_be_turned_off(two: Two) -> None:
    with (
        psycopg.connect(two.shared.database.url("bob")) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute("SET row_security = off")
        connection.execute("SELECT * FROM timelog.log")


def test_nothing_in_the_hub_can_be_written_but_by_its_functions(two: Two) -> None:
    query = (
        "SELECT c.relname, privilege FROM pg_class AS c,"
        " unnest(ARRAY['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER'])"
        " AS privilege WHERE c.relnamespace = 'timelog'::regnamespace"
        " AND c.relkind IN ('r', 'v', 'p', 'S') AND has_table_privilege('bob', c.oid, privilege)"
    )
    assert two.shared.database.sql(query) == []
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        two.sql("UPDATE timelog.member SET role = 'owner'")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        two.sql("CREATE TABLE timelog.mine ()")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        two.sql("SELECT * FROM timelog.lease")


def test_only_what_files_call_can_be_called(two: Two) -> None:
    query = (
        "SELECT p.oid::regprocedure::text FROM pg_proc AS p"
        " WHERE p.pronamespace = 'timelog'::regnamespace"
        " AND has_function_privilege('bob', p.oid, 'EXECUTE')"
    )
    callable_ = {row[0].removeprefix("timelog.").replace(",", ", ") for row in
                 two.shared.database.sql(query)}  # fmt: skip
    words = {"int": "integer"}
    assert callable_ == {words.get(one, one) for one in CALLED}
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        two.sql("SELECT timelog.sweep(gen_random_uuid())")


def test_every_function_that_runs_with_other_rights_has_a_fixed_search_path(two: Two) -> None:
    query = (
        "SELECT proname FROM pg_proc WHERE pronamespace = 'timelog'::regnamespace AND prosecdef"
        " AND NOT 'search_path=timelog, pg_temp' = ANY (coalesce(proconfig, '{}'))"
    )
    assert two.shared.database.sql(query) == []


@pytest.mark.parametrize("maker", ["boss", "postgres"])
def test_the_functions_do_not_run_as_a_superuser(hub: Database, maker: str) -> None:
    url = hub.owner("boss")
    with connect(url if maker == "boss" else hub.url()) as made:
        made.init("team", "first")
    query = (
        "SELECT DISTINCT rolname, rolsuper FROM pg_proc JOIN pg_roles AS r ON r.oid = proowner"
        " WHERE pronamespace = 'timelog'::regnamespace"
    )
    owner = "boss" if maker == "boss" else "timelog_owner"
    assert hub.sql(query) == [(owner, False)]


@pytest.mark.parametrize(
    "attempt",
    [
        lambda hub: hub.member_add("bob", "owner"),
        lambda hub: hub.member_add("bob", "lead"),
        lambda hub: hub.member_remove("boss"),
        lambda hub: hub.init("mine", "laptop"),
    ],
    ids=["owner", "lead", "remove", "init"],
)
def test_a_member_rises_by_no_call(two: Two, attempt: Callable[[Any], Any]) -> None:
    before = two.state()
    with pytest.raises(Refused):
        attempt(two.bob.hub)
    assert two.state() == before


def test_a_member_takes_no_other_role(two: Two) -> None:
    with psycopg.connect(two.shared.database.url("bob"), autocommit=True) as connection:
        for statement in ("SET ROLE boss", "SET SESSION AUTHORIZATION boss"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement)
        # This one is bob's to take, and tells of nobody else's rows.
        connection.execute("SET ROLE timelog_member")
        assert connection.execute("SELECT * FROM timelog.log").fetchall() == []
        with pytest.raises(psycopg.Error, match="only an owner"):
            connection.execute("SELECT timelog.member_add(%s, 'bob', 'owner')", [two.place])


def test_a_member_calls_for_no_file_of_another(two: Two) -> None:
    hub, boss = two.bob.hub, two.boss
    hub.at(boss.workspace, boss.number)
    before = two.state()
    calls: list[Callable[[], Any]] = [
        lambda: hub.hello(boss.token, 0),
        lambda: hub.lease(10),
        hub.leave,
        lambda: hub.push(99, boss.token, bytes(16), 0, {"rows": {}}),
        lambda: hub.resolve(1, "mine"),
    ]
    for call in calls:
        with pytest.raises(Refused, match="does not take part"):
            call()
    assert two.state() == before


def test_a_push_that_somebody_recorded_is_not_taken_again(two: Two) -> None:
    bob = two.bob
    record = bob.put("record", two.record, title="Old")
    rows = [{"id": record, "clocks": bob.rows["record", record],
             "values": bob.known["record", record]}]  # fmt: skip
    token = bob.token
    bob.push()
    body = {"rows": {"record": rows}}
    with pytest.raises(Refused, match="another copy"):
        bob.hub.push(bob.batch + 1, token, bytes(16), 0, body)
    assert not bob.hub.push(bob.batch, bob.token, bytes(16), 0, body).applied


@pytest.mark.parametrize("days", [2, 400])
def test_a_clock_that_is_ahead_is_refused(two: Two, days: int) -> None:
    two.bob.clock = (two.bob.hub.hello(None, 0).now_ms + days * 86_400_000) << 16
    two.bob.put("record", two.record, title="For ever")
    assert "more than a day ahead" in refused(two)
    two.bob.rows.clear()
    two.bob.drop("record", two.record)
    assert "more than a day ahead" in refused(two)


def test_a_member_takes_no_place_of_what_is_known_by_its_values(two: Two) -> None:
    two.bob.put("imported", new_id(), log_id=None)
    with pytest.raises(TimelogError, match="not as this hub knows it"):
        two.bob.push()


def push_raw(two: Two, body: Any) -> TimelogError:
    before = two.state()
    with pytest.raises(TimelogError) as error:
        two.bob.hub.push(99, two.bob.token, bytes(16), 0, body)
    assert two.state() == before
    assert "bug" not in error.value.message
    return error.value


ODD = 'x"; DROP TABLE timelog.log; --'


@pytest.mark.parametrize(
    "body",
    [
        [],
        7,
        {"rows": []},
        {"rows": {ODD: []}},
        {"rows": {"member": [{"id": "0" * 32, "clocks": {}, "values": {"role": "owner"}}]}},
        {"deleted": {"workspace": []}},
        {"more": 1},
        {"rows": {"record": {}}},
        {"rows": {"record": [7]}},
        {"rows": {"record": [{"id": "0" * 32}]}},
        {"rows": {"record": [{"id": ODD, "clocks": {}, "values": {}}]}},
        {"rows": {"record": [{"id": "0" * 32, "clocks": {ODD: [1, 0]}, "values": {}}]}},
        {"rows": {"record": [{"id": "0" * 32, "clocks": {"title": [1, 0]}, "values": {ODD: 1}}]}},
        {"rows": {"record": [{"id": "0" * 32, "clocks": {"title": [-5, 0]}, "values": {}}]}},
        {"rows": {"record": [{"id": "0" * 32, "clocks": {"title": 5}, "values": {}}]}},
        {"rows": {"owner": [{"id": "0" * 32, "clocks": {"name": [1, 0]}, "values": {}}]}},
        {"issue": ODD},
    ],
)
def test_what_is_no_push_changes_nothing(two: Two, body: Any) -> None:
    push_raw(two, body)


@pytest.mark.parametrize(
    "values",
    [
        {"segments": [[START, START + 9 * HOUR]]},
        {"segments": [[START + 5, START]]},
        {"segments": [[START, START + 9], [START + 5, START + 10]]},
        {"segments": [[START, "x"]]},
        {"segments": {}},
        {"segments": 5},
        {"start_at": 10**17},
        {"start_at": START + 5 * HOUR},
        {"tags": ["a", "a"]},
        {"tags": [""]},
        {"tags": [None]},
        {"note": "x" * 100_001},
        {"billable": True, "billed_elsewhere": True},
        {"rate": "NaN", "billable": True},
        {"rate": "Infinity", "billable": True},
        {"rate": "-5", "billable": True},
        {"record_id": "0" * 32},
        {"record_id": None},
        {"zone": None},
        {"note": "a\u0000b"},
    ],
)
def test_a_member_sends_nothing_that_no_file_can_take(two: Two, values: dict[str, Any]) -> None:
    two.bob.put("log", **{"owner_id": two.me, "record_id": two.record} | values)
    before = two.state()
    with pytest.raises(TimelogError) as error:
        two.bob.push()
    assert "bug" not in error.value.message
    assert two.state() == before


@pytest.mark.parametrize(
    ("table", "values"),
    [
        ("record", {"rates": [["2024-13-45", START, "1"]]}),
        ("record", {"rates": [["0000-01-01", START, "1"]]}),
        ("record", {"rates": [["2024-01-01", START, "01"]]}),
        ("record", {"rates": [["2024-01-01", START, "\u0663"]]}),
        ("record", {"rates": [["2024-01-01", START, None]]}),
        ("record", {"rates": [["2024-01-01", START + 0.5, "1"]]}),
        ("customer", {"emails": [["a@example.com", 0.5]]}),
        ("customer", {"emails": [["a@example.com", 10**40]]}),
        ("customer", {"emails": [["a@example.com", None]]}),
        ("customer", {"emails": [["a" * 2000, 1]]}),
        ("message", {"attachments": "7"}),
        ("message", {"attachments": '[["a"], 5]'}),
        ("message", {"attachments": "{}"}),
    ],
)
def test_a_member_sends_no_list_that_no_file_can_take(
    two: Two, table: str, values: dict[str, Any]
) -> None:
    more = {"customer": {"name": "New"}, "record": {"id": two.bob.hub.lease(1)[0]}}
    refs = {"message": {"record_id": two.record}, "record": {"owner_id": two.me}}
    fitting = more.get(table, {}) | refs.get(table, {})
    row = two.bob.put(table, **fitting)
    two.bob.push()
    two.bob.put(table, row, **values)
    before = two.state()
    with pytest.raises(TimelogError):
        two.bob.push()
    assert two.state() == before


def test_names_are_names_whatever_is_in_them(two: Two) -> None:
    odd = "o'b\"r; DROP TABLE timelog.log; --"
    two.bob.put("owner", two.me, name=odd)
    two.bob.put("record", two.record, title=odd, key="'\";--")
    two.bob.sync()
    two.boss.hub.member_add(odd, "member")
    assert two.shared.owner(odd) != two.me
    assert odd in {one.name for one in two.boss.hub.members()}
    with connect(two.shared.database.url(odd)) as hub:
        with pytest.raises(Refused):
            hub.join(ODD, odd)
        place = hub.join("TEAM", odd)
        hub.at(place.workspace, place.node, "member")
        assert hub.hello(None, 0).member == odd
    assert two.shared.database.sql("SELECT count(*) FROM timelog.log") == [(1,)]


def test_what_somebody_names_as_the_hub_does_is_not_used(two: Two) -> None:
    with psycopg.connect(two.shared.database.url("bob"), autocommit=True) as connection:
        for statement in (
            "CREATE TEMP TABLE member (workspace_id uuid, login name, role text, owner_id uuid,"
            " added_at timestamptz, removed_at timestamptz)",
            f"INSERT INTO pg_temp.member VALUES ('{two.place}', 'bob', 'owner', NULL, now(), NULL)",
            "CREATE TEMP TABLE log (note text)",
            "CREATE TEMP TABLE pushing (x int)",
            "CREATE FUNCTION pg_temp.caller(uuid) RETURNS text LANGUAGE sql AS $$ SELECT 'x' $$",
            "CREATE FUNCTION pg_temp.now() RETURNS timestamptz LANGUAGE plpgsql AS"
            " $$ BEGIN RAISE 'run as %', current_user; END $$",
            "CREATE FUNCTION pg_temp.lower(text) RETURNS text LANGUAGE plpgsql AS"
            " $$ BEGIN RAISE 'run as %', current_user; END $$",
            "SET search_path = pg_temp, timelog, pg_catalog",
            "SET timezone = 'Pacific/Auckland'",
            "SET datestyle = 'German'",
        ):
            connection.execute(statement)
        with pytest.raises(psycopg.Error, match="only an owner"):
            connection.execute("SELECT timelog.member_add(%s, 'bob', 'owner')", [two.place])
        body = (
            f'{{"rows": {{"record": [{{"id": "{two.record}", "clocks": {{"title": [1, 0]}},'
            f' "values": {{"title": "x"}}}}]}}}}'
        )
        connection.execute(
            "SELECT timelog.push(%s, %s, 99, %s, %s, 0, %s)",
            [two.place, two.bob.number, None, new_id(), body],
        )
        with pytest.raises(psycopg.Error):
            connection.execute("CREATE TABLE timelog.mine ()")


def test_what_a_member_makes_in_the_database_does_not_run_as_another(two: Two) -> None:
    two.shared.database.sql("GRANT CREATE ON SCHEMA public TO PUBLIC")  # as PostgreSQL 14 does
    two.sql(
        "CREATE FUNCTION public.rise(bigint, integer) RETURNS bigint LANGUAGE plpgsql AS $$ BEGIN"
        " IF session_user = 'boss' THEN PERFORM timelog.member_add("
        f"'{two.place}', 'bob', 'owner'); END IF; RETURN 1; END $$"
    )
    two.sql(
        "CREATE AGGREGATE public.count(integer) (sfunc = public.rise, stype = bigint,"
        " initcond = '0')"
    )
    with connect(two.shared.database.url("boss")) as hub:
        hub.at(two.boss.workspace, two.boss.number)
        assert {one.name: one.role for one in hub.members()} == {"bob": "member", "boss": "owner"}
    assert two.sql("SELECT role FROM timelog.member WHERE login = 'bob'") == [("member",)]


def test_a_member_who_was_removed_reaches_nothing(two: Two) -> None:
    two.boss.hub.member_remove("bob")
    two.bob.put("record", two.record, title="x")
    assert "not a member" in refused(two)
    for table in (*(one.name for one in TABLES), "workspace", "member", "node", "conflict"):
        assert two.sql(f"SELECT * FROM timelog.{table}") == []
    with pytest.raises(Refused):
        two.bob.hub.join(None, "again")


def test_a_member_of_another_workspace_sees_nothing_of_this_one(two: Two) -> None:
    two.boss.hub.init("other", "second")
    two.shared.database.role("eve")
    two.boss.hub.member_add("eve", "owner")
    with connect(two.shared.database.url("eve")) as hub:
        assert hub.join(None, "laptop").name == "other"
        hub.at(two.bob.workspace, 1, "owner")
        with hub.reading(), pytest.raises(Refused):
            hub.pull(0)
        assert hub.conflicts(0) == hub.members() == []
        with pytest.raises(Refused):
            hub.member_add("eve", "owner")
    assert two.shared.database.sql("SELECT * FROM timelog.record", user="eve") == []


def test_a_lead_issues_and_reads_all_but_adds_nobody(two: Two) -> None:
    lead = two.shared.member("lea", "lead")
    assert "secret" in str(lead.known)
    with pytest.raises(Refused, match="only an owner"):
        lead.hub.member_add("bob", "owner")


def test_a_workspace_keeps_an_owner(two: Two) -> None:
    with pytest.raises(Refused, match="needs an owner"):
        two.boss.hub.member_remove("boss")
    with pytest.raises(Refused, match="needs an owner"):
        two.boss.hub.member_add("boss", "member")


def test_a_member_takes_no_record_number_of_another(two: Two) -> None:
    two.boss.hub.lease(10)
    for number in (12, 500):
        two.bob.put("record", id=number, owner_id=two.me)
        assert "number" in refused(two)
        two.bob.rows.clear()


def test_a_member_holds_no_lock_on_the_tables(two: Two) -> None:
    for statement in (
        "DO $$ BEGIN LOCK TABLE timelog.log IN EXCLUSIVE MODE; END $$",
        "SELECT * FROM timelog.workspace FOR UPDATE",
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            two.sql(statement)
