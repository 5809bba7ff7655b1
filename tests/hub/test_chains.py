"""Deleted in one file, and used in another: what lives again, and what has its name meanwhile."""

from __future__ import annotations

import pytest

from tests.hub.team import MORNING, Team, seen

_EMAIL = "--email mail@globex.example"


@pytest.mark.parametrize("first", ["laptop", "desk"])
def test_what_lives_again_takes_its_name_from_what_was_made_instead(team: Team, first: str) -> None:
    laptop = team.first()
    laptop.run("service add Training --price 50 --currency EUR")
    laptop.run(f"customer add Globex --code GX {_EMAIL}")
    laptop.run("record add Lessons --key LE-1")
    laptop.run("sync")
    desk = team.joined("desk")
    laptop.run("service delete Training --yes")
    laptop.run("service add Training --price 70 --currency EUR")
    laptop.run("customer delete Globex --yes")
    laptop.run(f"customer add Globex --code GX --city Bonn {_EMAIL}")
    laptop.run("record delete LE-1 --yes")
    laptop.run("record add Courses --key LE-1")
    desk.run("record add Course --customer Globex --service Training --billable")
    desk.run("log add LE-1 7:00-8:00")
    other = laptop if first == "desk" else desk
    team.synced(team.laptops[first], other)
    assert seen(laptop) == seen(desk)
    for one in (laptop, desk):
        assert "the same as the hub" in one.run("db check").out
        services = {each["name"]: each["price"] for each in one.run("service list --json").json}
        assert (services["Training"], services["Training (2)"]) == ("50", "70")
        keyed = {each["title"]: each["key"] for each in one.run("record list --all --json").json}
        assert (keyed["Lessons"], keyed["Courses"]) == ("LE-1", None)


def test_an_item_in_the_currency_that_its_record_had_is_not_billed_in_another(team: Team) -> None:
    laptop = team.first()
    laptop.run("service add Abroad --price 100 --currency USD")
    laptop.run("sync")
    desk = team.joined("desk")
    laptop.run("record edit case-1 --service Abroad")
    desk.run("billing item add case-1 Travel 100")
    team.synced(laptop, desk)
    laptop.run("record resolve case-1")
    laptop.at(MORNING).refused(
        "billing issue case-1",
        message="item 1 is in EUR, but case-1 is billed in USD",
        hint="timelog billing item edit 1 --record OTHER; or delete it, and add it in USD",
    )


def test_a_deletion_is_not_undone_where_its_row_is_here_again(team: Team) -> None:
    laptop = team.first()
    laptop.run("customer add Globex")
    laptop.run("sync")
    desk = team.joined("desk")
    laptop.run("customer delete Globex --yes")
    desk.run("record add Course --customer Globex")
    team.synced(laptop, desk)
    laptop.at(MORNING).refused(
        "undo",
        message="customer 2 does not fit what has been changed since",
        hint="timelog history",
    )
