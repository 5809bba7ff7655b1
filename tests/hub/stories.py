"""What seldom comes about by chance: an answer that is lost while another goes on, a bill for work
that two machines logged."""

from __future__ import annotations

import datetime as dt

from tests.hub.acts import Doing
from tests.hub.machines import Machine
from tests.hub.schedules import Schedule

_BILLABLE = "billable = 1 AND customer_id IS NOT NULL AND status IN ('new', 'open', 'waiting')"


def goes_on(schedule: Schedule) -> None:
    """The line of one machine is lost while it syncs; another one changes the same, then syncs."""
    first, other = schedule.chance.sample(schedule.team.machines, 2)
    ref = Doing(schedule.team, first, schedule.chance).record()
    if ref is None:
        return
    _retitle(schedule, first, ref)
    schedule.with_hub(first, ["sync"], schedule.cut)
    schedule.with_hub(other, ["sync"], schedule.well)
    _retitle(schedule, other, ref)
    schedule.with_hub(other, ["sync"], schedule.well)
    schedule.with_hub(first, ["sync"], schedule.well)


def _retitle(schedule: Schedule, machine: Machine, ref: str) -> None:
    text = Doing(schedule.team, machine, schedule.chance).text()
    schedule.local(machine, ["record", "edit", ref, "--title", text])
    schedule.team.later(60)


def bill(schedule: Schedule) -> None:
    """Two machines log the same time, and one of them bills it; the line is lost at first."""
    team, chance = schedule.team, schedule.chance
    leads = [machine for machine in team.machines if machine.role != "member"]
    first = chance.choice(leads)
    others = [one for one in team.machines if one.user == first.user and one is not first]
    schedule.with_hub(first, ["sync"], schedule.well)
    ref = Doing(team, first, chance).record(_BILLABLE)
    if ref is None or not others:
        return
    other = chance.choice(others)
    schedule.with_hub(other, ["sync"], schedule.well)
    day = dt.date(2026, 9, 1) + dt.timedelta(days=chance.randrange(50))
    for machine, hour in ((first, 9), (other, 9), (first, 15)):
        when = ["--start", f"{day}T{hour:02}:00Z", "--duration", "1h"]
        schedule.local(machine, ["log", "add", ref, *when, "--billable"])
    for machine in (first, other, first):
        schedule.with_hub(machine, ["sync"], schedule.well)
    schedule.local(first, ["record", "resolve", ref, "--stop-timer"])
    for how in (schedule.cut, schedule.well):
        schedule.document(first, ["billing", "issue", ref], how)


STORIES = (goes_on, bill)
