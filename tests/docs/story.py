"""Chapters that bring every command to print its JSON, in every state it knows."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from docbuilder.json_page import FRAMES
from timelog_cli.cli.demo import MAIL
from timelog_cli.domain.reports import KEYS

REPLY = MAIL.replace(b"17@", b"18@").replace(
    b"Content-Type", b"In-Reply-To: <20261102084000.17@acme.example>\nContent-Type"
)
ATTACHED = b"""\
From: bob@bell.example
Subject: =?utf-8?q?Rechnung_f=C3=BCr_Mai?=
Content-Type: multipart/mixed; boundary=x

--x
Content-Type: text/html

<p>See <b>attached</b>.</p>
--x
Content-Type: application/pdf
Content-Disposition: attachment; filename="a.pdf"

x
--x--
"""
MBOX = b"".join(
    b"From ada@acme.example Mon Nov  2 08:40:00 2026\n" + mail + b"\n" for mail in (REPLY, ATTACHED)
)


@dataclass(frozen=True)
class Step:
    """A command at a moment; ``shows`` is so in what it prints.

    With ``finds`` it prints what it finds, and ends with its code too.
    """

    at: str
    line: str
    shows: dict[str, Any] = field(default_factory=dict)
    code: int = 0
    stdin: bytes = b""
    user: str = "ada"
    answers: str | None = None
    finds: bool = False


def chapter(text: str) -> list[Step]:
    """Steps written as ``MOMENT | COMMAND | what it shows as JSON``.

    ``\\n`` and ``\\t`` in a command are a line break and a tab.
    """
    steps = []
    for line in filter(None, map(str.strip, text.splitlines())):
        at, command, *shows = (part.strip() for part in line.split(" | "))
        command = command.replace("\\n", "\n").replace("\\t", "\t")
        steps.append(Step(f"2026-{at}", command, json.loads(shows[0]) if shows else {}))
    return steps


TIMERS = chapter("""
11-02 08:00 | status | {"state": "idle", "record": null, "others": []}
11-02 08:00 | timer list
11-02 08:00 | prompt | {"state": "idle", "ref": ""}
11-02 08:00 | undo | null
11-02 08:00 | redo | null
11-02 08:00 | history
11-02 08:00 | service add Consulting --price 60 --currency USD --tax-rate 22
11-02 08:00 | record add "Fix the login" --type case --service Consulting --billable
11-02 08:00 | record add "Plan the move"
11-02 09:00 | timer start case-1 --billable --note "Looking\\nfor it" --tag login --tag server
11-02 09:10 | timer status | {"state": "running", "elapsed_seconds": 600, "billable": true}
11-02 09:10 | prompt | {"state": "running", "ref": "case-1", "forgotten": false}
11-02 09:20 | pause | {"state": "paused"}
11-02 09:30 | status | {"state": "paused", "elapsed_seconds": 1200}
11-02 09:30 | prompt | {"state": "paused", "elapsed": "0:20"}
11-02 09:30 | prompt --format {today} | {"today": "0:20"}
11-02 09:30 | record show case-1 | {"logs": []}
11-02 09:40 | resume case-1 | {"state": "running"}
11-02 09:50 | start task-2 --switch | {"record": "task-2", "billable": false}
11-02 09:50 | timer list
11-02 09:55 | status | {"record": "task-2"}
11-02 10:00 | timer stop task-2 --tag x | {"worked_seconds": 600, "timed": true}
11-02 10:00 | stop | {"worked_seconds": 1800, "billable": true}
11-02 10:00 | start task-2
11-02 22:00 | prompt | {"forgotten": true}
11-02 22:00 | timer cancel --yes | {"record": "task-2"}
11-02 22:00 | start task-2
11-02 22:00 | pause
11-02 22:00 | stop | {"worked_seconds": 0}
11-02 22:00 | start task-2 --since-last | {"record": "task-2", "resumes": null}
11-02 22:10 | timer interrupt case-1 | {"record": "case-1", "resumes": "task-2"}
11-02 22:20 | status | {"record": "case-1", "resumes": "task-2"}
11-02 22:30 | interrupt Call --create --type case | {"record": "case-3", "resumes": "case-1"}
11-02 22:30 | timer list
11-02 22:40 | stop | {"record": "case-3", "worked_seconds": 600}
11-02 22:40 | timer cancel --yes | {"record": "case-1"}
11-02 22:40 | status | {"record": "task-2", "resumes": null}
11-02 22:40 | stop
11-02 22:50 | continue @2 --same | {"record": "case-3", "state": "running"}
""")
RECORDS = chapter("""
11-02 08:00 | record list
11-02 08:00 | customer add Acme --currency USD
11-02 08:00 | service add Consulting --price 66.50 --currency USD --tax-rate 5.5
11-02 08:00 | record add Short
11-02 08:00 | record add "=1+1 [red]x[/]" --type work-order --customer acme --service consulting \
 --rate 80 --owner group:support --estimate 3h --description "One\\ntwo" --tax-rate 22 \
 --discount 5% --increment 15m --rounding nearest --round-per line --minimum 30m --billable \
 | {"rate": "80", "discount": "5", "estimate_seconds": 10800}
11-02 08:00 | record show task-1 | {"customer": null, "rate": null, "logs": []}
11-02 09:00 | log add work-order-2 8:00-9:00 --billable
11-02 09:00 | record show 2 | {"unbilled_seconds": 3600, "estimate_used_percent": 33}
11-02 09:00 | record edit 2 --no-billable --unmark-logs \
 | {"billable": false, "billable_seconds": 0}
11-02 09:00 | record edit 2 --no-estimate --no-increment --no-customer --discount "" \
 | {"increment_seconds": null}
11-02 09:00 | record list --all
11-02 09:00 | record wait 2 | {"status": "waiting"}
11-02 09:00 | record reopen 2 | {"status": "open"}
11-02 09:00 | start 2
11-02 09:30 | record resolve 2 --stop-timer | {"status": "resolved"}
11-02 09:30 | record reopen 2 1
11-02 09:30 | record close 2 | {"status": "closed"}
11-02 09:30 | record close 2 | {"status": "closed"}
11-02 09:30 | record list --status closed --all
11-02 09:30 | record delete 2 --with-logs --yes | {"ref": "work-order-2"}
11-02 09:30 | undo | {"undone": true}
11-02 09:30 | undo --dry-run | {"undone": false}
11-02 09:30 | redo | {"undone": false, "kind": "do"}
11-02 09:30 | history --limit 5
11-02 09:30 | history show 1 | {"command": "timelog customer add Acme --currency USD --json"}
11-02 09:30 | history show 5
""")
MAILS = [
    Step("2026-11-02 09:00", "record mail -", stdin=MAIL),
    Step("2026-11-02 09:00", "record mail", stdin=MAIL),
    Step("2026-11-02 09:01", "record mail -", stdin=MBOX),
    *chapter("""
11-02 09:00 | record show case-1
11-02 09:00 | record show case-2 | {"customer": "bob@bell.example"}
11-02 09:00 | customer list
11-02 09:00 | customer show grace | {"email": "grace@acme.example"}
"""),
]
LOGS = chapter("""
11-02 08:00 | log list
11-02 08:00 | service add Consulting --price 60 --currency USD
11-02 08:00 | record add "Fix the login" --type case --service Consulting --billable
11-02 12:00 | log add case-1 9:00-10:30 --note "=HYPERLINK(1)" --tag login \
 | {"timed": false, "invoice": null}
11-02 12:00 | add "Plan the move" 30m --type task --owner bob | {"record": "task-2", "owner": "bob"}
11-02 12:00 | log add 1 10:00-11:00 --on-overlap trim | {"worked_seconds": 1800}
11-02 12:00 | log edit 1 --duration 1h --billable --no-tag login | {"billable": true, "tags": []}
11-02 12:00 | log edit @1 --note ""
11-02 12:00 | log edit --editor --day yesterday | {"changed": [], "added": [], "deleted": []}
11-02 12:00 | log show @1 | {"id": 3}
11-02 12:00 | log split 1 --at 9:30
11-02 12:00 | log join 1 @1 | {"id": 1, "worked_seconds": 3600}
11-02 12:00 | log edit 1 --pause 9:20-9:30 | {"worked_seconds": 3000}
11-02 12:00 | log edit 1 --remove-pause 1 | {"worked_seconds": 3600}
11-02 12:00 | log mark today --record case-1 --billable
11-02 12:00 | log mark today --record case-1 --no-billable --dry-run
11-02 12:00 | log move 2 --to case-1
11-02 12:00 | log move today --owner bob --to task-2 --dry-run
11-02 12:00 | log list today
11-02 12:00 | log gaps today
11-02 12:00 | log gaps today --hours daily\\ 11-12 --owner bob --min 1s
11-02 12:00 | log gaps 2026-11-01
11-02 12:00 | log fill 3 | {"id": 3}
11-02 12:00 | log fill 3 --end
11-02 12:00 | log edit 3 --tag one --tag two
11-02 12:00 | tag list
11-02 12:00 | tag rename one uno | {"tags": ["one"], "into": "uno", "logs": 1}
11-02 12:00 | tag merge uno two --into both | {"tags": ["uno", "two"], "into": "both"}
11-02 12:00 | tag delete both --yes | {"into": null, "invoiced_logs": 0}
11-02 12:00 | log delete 1
11-02 12:00 | log delete @1 @2 --yes
""")
NAMES = chapter("""
11-02 08:00 | service list
11-02 08:00 | customer list
11-02 08:00 | service add Training --price 900 --currency EUR --per day \
 | {"per": "day", "per_seconds": 28800}
11-02 08:00 | service add Call --price 0.5 --currency JPY --per 15m --tax-rate 0 | {"tax_rate": "0"}
11-02 08:00 | service show training | {"records": []}
11-02 08:00 | service edit call --price 1 --name Calls | {"name": "Calls"}
11-02 08:00 | service list
11-02 08:00 | service edit calls --tax-category exempt | {"tax_category": "exempt"}
11-02 08:00 | service delete calls --yes
11-02 08:00 | customer add Acme | {"email": null, "terms_days": null}
11-02 08:00 | customer add Bell --email a@b.example --email c@d.example --address "Street\\nTown" \
 --vat-id IT01234560587 --currency EUR --terms 14d --tax-treatment reverse-charge --increment 15m \
 --rounding down --round-per log --minimum 1h | {"terms_days": 14}
11-02 08:00 | customer edit bell --no-increment --address "" | {"increment_seconds": null}
11-02 08:00 | customer edit acme --terms "30d eom, 10d 3%" \
 | {"terms_days": 30, "terms": "30d eom, 10d 3%"}
11-02 08:00 | customer edit acme --exemption-code VATEX-EU-132 --code ACME --formats pdf,ubl \
 | {"exemption_code": "VATEX-EU-132", "code": "ACME", "formats": ["pdf", "ubl"]}
11-02 08:00 | record add Training --customer bell --service training --billable
11-02 12:00 | log add 1 8:00-12:00 --billable
11-02 12:00 | customer show bell | {"unbilled_amounts": {"EUR": "450.00"}}
11-02 12:00 | service show training | {"records": ["task-1"]}
11-02 12:00 | customer show acme | {"records": []}
11-02 12:00 | customer list
11-02 12:00 | customer delete acme --yes
""")
ITEMS = chapter("""
11-01 08:00 | customer add Acme
11-01 08:00 | service add Work --price 60 --currency EUR --tax-rate 22
11-01 08:00 | service add Site --price 900 --currency EUR --per flat \
 | {"per": "flat", "per_seconds": null}
11-01 08:00 | record add One --customer Acme --service Work --billable | {"rates": []}
11-01 08:00 | record add Two --customer Acme --service Site --billable | {"rate_unit": "flat"}
11-01 08:00 | record edit 1 --rate 70 --from 2026-11-02 \
 | {"rate": "60", "rates": [{"from": "2026-11-02", "rate": "70"}]}
11-01 09:00 | log add 1 8:00-9:00 --billable --rate 90.5 | {"rate": "90.5"}
11-01 09:00 | log edit 1 --no-rate | {"rate": null}
11-01 09:00 | billing item list
11-01 09:00 | billing item add 1 Travel 120 \
 | {"id": 1, "unit_price": "120.00", "quantity": "1", "unit": "flat", "amount": "120.00"}
11-01 09:00 | billing item add 1 "Own car" 0.425 --quantity 3 --unit km --tax-rate 0 --discount 5% \
 | {"unit_price": "0.425", "amount": "1.22", "tax_rate": "0", "discount": "5"}
11-01 09:00 | billing item edit 2 --tax-category zero-rated --unit-code KMT \
 | {"tax_category": "zero-rated", "unit_code": "KMT"}
11-01 09:00 | billing item edit 2 --quantity 2 --tax-rate "" | {"quantity": "2", "tax_rate": null}
11-01 09:00 | billing item list 1 --uninvoiced
11-01 09:00 | record show 1 | {"unbilled_amount": "180.81"}
11-01 09:00 | record resolve 1
11-01 09:00 | record resolve 2
11-01 09:00 | billing preview
11-01 09:00 | billing issue 1 2
11-01 09:00 | record show 1
11-01 09:00 | billing credit 2026-0001
11-01 09:00 | billing item delete 1 2 --yes
11-01 09:00 | billing retainer add acme 10h --service work --no-seller | {"total": "732.00"}
11-01 09:00 | billing retainer add acme 500 --title "Advance" --service work --no-seller
11-01 09:00 | billing retainer list acme
11-01 09:00 | billing issue 1
11-01 09:00 | customer show acme | {"outstanding_amounts": {"EUR": "1342.00"}}
""")
QUOTES = chapter("""
11-01 08:00 | service add Consulting --price 80 --currency EUR --tax-rate 22
11-01 08:00 | customer add Acme
11-01 08:00 | record add Audit --type case --customer acme --service consulting --estimate 10h
11-01 08:00 | record add Later --customer acme --service consulting --estimate 50m --discount 5
11-01 08:00 | billing quotes
11-01 08:00 | billing quote case-1 --preview
11-01 08:00 | billing quote case-1 --valid-until 14d
11-01 08:00 | billing quote task-2 case-1 --discount 10% --out quotes
11-01 08:00 | billing send Q2026-0001 | {"status": "open", "sent_on": "2026-11-01"}
11-01 08:00 | billing decline Q2026-0002 | {"status": "declined", "answered_on": "2026-11-01"}
11-02 08:00 | billing accept Q2026-0001 | {"status": "accepted", "kind": "quote", "due_date": null}
11-02 08:00 | undo
11-02 08:00 | redo
11-02 08:00 | billing quotes --status accepted
12-20 08:00 | billing show Q2026-0001 | {"valid_until": "2026-11-15", "amount_due": "0.00"}
11-02 08:00 | record edit case-1 --billable
11-02 18:00 | log add case-1 8:00-16:00 --billable
11-02 18:00 | record show case-1
11-02 18:00 | record resolve case-1
11-02 18:00 | billing preview
11-02 18:00 | billing issue case-1
11-02 18:00 | billing show 2026-0001 | {"valid_until": null, "answered_on": null}
11-02 18:00 | record show case-1
11-02 18:00 | customer show acme | {"quotes": ["Q2026-0001", "Q2026-0002"]}
11-02 18:00 | billing export --quotes --out quotes
""")
BILLING = chapter("""
11-01 08:00 | service add Consulting --price 60 --currency USD --tax-rate 22
11-01 08:00 | service add Support --price 33.33 --currency EUR
11-01 08:00 | customer add Acme
11-01 08:00 | customer add Bell --tax-treatment reverse-charge --vat-id IT01234560587
11-01 08:00 | record add "Fix the login" --type case --customer acme --service consulting --billable
11-01 08:00 | record add "Plan the move" --customer bell --service support --discount 10% --billable
11-01 12:00 | log add 1 8:00-9:30 --billable
11-01 12:00 | log add 1 10:00-10:20 --billable
11-01 12:00 | log add 2 11:00-11:50 --billable
11-01 12:00 | billing preview
11-01 12:00 | billing unbilled
11-01 12:00 | billing list
11-01 12:00 | billing ageing
11-01 12:00 | billing totals
11-01 12:00 | record resolve 1
11-01 12:00 | record resolve 2
11-01 12:00 | billing preview
11-01 12:00 | billing preview --group-by day
11-01 12:00 | billing preview --group-by owner --discount 10%
11-01 12:00 | billing issue case-1 --group-by log --discount 5.00 --date 2026-11-01
11-01 12:00 | billing issue --all --date 2026-11-01 --out invoices
11-01 12:00 | billing issue --all
11-01 12:00 | billing issue --all --summary | {"files": null}
11-01 12:00 | billing issue --all --summary --out invoices | {"invoices": []}
11-01 12:00 | billing list
11-01 12:00 | billing show 2026-0001 | {"status": "issued", "kind": "invoice"}
11-01 12:00 | billing show 2026-0001 --out invoices | {"status": "issued"}
11-01 12:00 | billing send 2026-0001 | {"status": "sent", "sent_on": "2026-11-01"}
11-01 12:00 | config set mail.from ada@seller.example
11-01 12:00 | config set mail.command true
11-01 12:00 | billing send 2026-0001 --mail --dry-run --again --to grace@acme.example
11-01 12:00 | billing send 2026-0001 --mail --again --to grace@acme.example \
 | {"status": "sent", "sent_on": "2026-11-01"}
11-01 12:00 | billing remind
12-31 12:00 | billing remind
12-31 12:00 | billing remind 2026-0001 --to grace@acme.example --dry-run
12-31 12:00 | billing remind 2026-0001 --to grace@acme.example
12-20 12:00 | billing show 2026-0001 | {"status": "overdue"}
11-10 12:00 | billing pay 2026-0001 --amount 10 | {"paid": "10.00", "status": "sent"}
11-10 12:00 | billing credit 2026-0001 --line 2 | {"kind": "credit-note", "credits": "2026-0001"}
11-10 12:00 | billing show CN-2026-0001 | {"kind": "credit-note"}
11-11 12:00 | billing pay 2026-0001 | {"status": "paid"}
11-11 12:00 | billing unpay 2026-0001 --payment 2 --reason Returned | {"status": "sent"}
11-11 12:00 | billing pay 2026-0001 | {"status": "paid"}
11-11 12:00 | billing credit 2026-0002 | {"kind": "credit-note"}
11-11 12:00 | billing show 2026-0002 | {"status": "credited"}
11-11 12:00 | billing list
11-11 12:00 | billing list --status paid
11-11 12:00 | billing list --overdue --as-of 2027-06-01
11-11 12:00 | billing unbilled
11-11 12:00 | billing ageing
12-20 12:00 | billing ageing --by currency
11-11 12:00 | billing totals
11-11 12:00 | billing totals --by year --by currency
11-11 12:00 | billing totals --by currency
11-11 12:00 | billing export --out invoices --format md,csv,json
11-11 12:00 | billing export --out invoices
11-11 12:00 | timesheet --invoice 2026-0001 --rates
11-11 12:00 | timesheet all --rates --group-by owner
11-11 12:00 | billing export --out invoices --format json --with-timesheet
11-11 12:00 | billing lock
11-11 12:00 | billing lock 2026-11-01 | {"locked_until": "2026-11-01"}
11-11 12:00 | billing lock | {"locked_until": "2026-11-01"}
11-11 12:00 | billing unlock | {"locked_until": null}
11-11 12:00 | billing number list
11-11 12:00 | billing number set invoice 331 --date 2027-01-01 | {"next_number": "2027-0332"}
11-11 12:00 | billing template list
11-11 12:00 | billing template copy plain --name own
11-11 12:00 | billing template list
11-11 12:00 | billing template check
11-11 12:00 | record show case-1
11-11 12:00 | customer show acme
11-11 12:00 | log list all
11-11 12:00 | report all --by customer --by billable
11-11 12:00 | export all --to toggl --out all.csv
""")
CHECKS = [
    *chapter("""
11-01 08:00 | service add Consulting --price 80 --currency EUR --tax-rate 22
11-01 08:00 | customer add Acme --country IT
11-01 08:00 | record add Audit --type case --customer acme --service consulting --billable
11-01 08:00 | log add 1 7:00-8:00 --billable
11-01 08:00 | record resolve 1
"""),
    Step("2026-11-01 08:00", "billing check 1 --format ubl", code=1, finds=True),
    *chapter("""
11-01 08:00 | config set seller.name Ada
11-01 08:00 | config set seller.country IT
11-01 08:00 | config set seller.vat_id IT01234560587
11-01 08:00 | billing check 1 --format ubl | {"document": null, "missing": []}
11-01 08:00 | billing issue 1
11-01 08:00 | billing check 2026-0001 --format facturx | {"missing": [], "format": "facturx"}
"""),
    Step("2026-11-01 08:00", "billing check 2026-0001 --format xrechnung", code=1, finds=True),
]
DAYS_OFF = chapter(
    """
11-02 08:00 | dayoff list
11-02 08:00 | dayoff add 2026-12-24 --half "Christmas Eve"
11-02 08:00 | dayoff add 2026-12-24 --half
11-02 08:00 | dayoff add 2026-12-25 Christmas --everybody
11-02 08:00 | dayoff add 2026-12-28..2026-12-30 --hours 2h
11-02 08:00 | dayoff list
11-02 08:00 | dayoff delete 2026-12-24
11-02 08:00 | balance
11-02 08:00 | config set work.hours "mon-fri 9-17"
11-02 08:00 | dayoff add today --half
11-02 08:00 | balance 2026 --by month --since 2026-06-01
11-02 08:00 | today | {"target_seconds": 14400}
11-02 08:00 | week | {"target_seconds": 129600}
11-02 09:00 | import FRAMES --dry-run | {"new": 3, "entry": null}
11-02 09:00 | import FRAMES | {"new": 3, "found_seconds": 16200}
""".replace("FRAMES", str(FRAMES))
)
REPORTS = [
    *chapter("""
11-02 08:00 | report
11-02 08:00 | service add Consulting --price 60 --currency USD
11-02 08:00 | customer add Acme
11-02 08:00 | record add "Fix the login" --type case --customer acme --service consulting --billable
11-02 08:00 | record add "Plan the move"
11-02 12:00 | log add 1 2026-11-01 22:00-1:30 --billable --tag a --tag b
11-02 12:00 | log add 2 9:00-10:00
11-02 12:00 | report all
11-02 12:00 | today | {"worked_seconds": 9000, "timer_seconds": 0, "target_seconds": null}
11-02 12:00 | week yesterday | {"week": "2026-W44", "worked_seconds": 7200}
11-02 12:00 | calendar | {"first_day": "2026-11-01", "worked_seconds": 16200}
11-02 12:00 | config set work.hours "mon-fri 9-17"
11-02 12:00 | start 2
11-02 12:30 | today | {"timer_seconds": 1800, "target_seconds": 28800}
11-02 12:30 | week | {"timer_seconds": 1800, "target_seconds": 144000}
11-02 12:30 | watch | {"state": "running", "record": "task-2"}
11-02 12:30 | timer cancel --yes
"""),
    *(Step("2026-11-02 12:00", f"report all --by {key}") for key in KEYS),
    Step("2026-11-02 12:00", "report all --by day --by record --by billable"),
]
SETTINGS = chapter("""
11-02 08:00 | config path | {"exists": false}
11-02 08:00 | config list
11-02 08:00 | config set timer.on_start pause | {"value": "pause", "source": "file"}
11-02 08:00 | config set seller.address "Street\\nTown" | {"key": "seller.address"}
11-02 08:00 | config get seller.address | {"value": "Street\\nTown"}
11-02 08:00 | config get date_order | {"value": null, "source": null}
11-02 08:00 | config get user | {"value": "ada", "source": "environment"}
11-02 08:00 | config get user --as bob | {"value": "bob", "source": "option"}
11-02 08:00 | config get billing.terms | {"value": "30d", "source": "default"}
11-02 08:00 | config list
11-02 08:00 | config path | {"exists": true}
11-02 08:00 | config unset timer.on_start | {"value": "refuse"}
11-02 08:00 | config edit | {"changed": false}
11-02 08:00 | shell-init bash | {"shell": "bash", "changes_prompt": true}
11-02 08:00 | shell-init zsh
11-02 08:00 | shell-init FISH --bare | {"shell": "fish", "changes_prompt": false}
""")
HOOKS = chapter("""
11-02 08:00 | hook list
11-02 08:00 | hook path | {"exists": true}
11-02 08:00 | hook check | {"ok": true, "ready": ["on-stop"]}
11-02 08:00 | hook run on-stop | {"exit_code": 0, "output": "Well done"}
11-02 08:00 | hook example on-start | {"event": "start"}
11-02 08:00 | hook example on-pause | {"event": "pause"}
11-02 08:00 | hook example on-resume | {"event": "resume"}
11-02 08:00 | hook example on-stop | {"event": "stop", "user": "ada"}
11-02 08:00 | hook example on-cancel | {"event": "cancel"}
11-02 08:00 | hook example on-log | {"event": "log"}
11-02 08:00 | hook example on-issue | {"event": "issue"}
11-02 08:00 | hook example on-pay | {"event": "pay"}
""")
DATABASE = chapter("""
11-02 08:00 | db path | {"exists": false}
11-02 08:00 | record add "Fix the login"
11-02 08:00 | db path | {"exists": true}
11-02 08:00 | db check | {"ok": true, "problems": []}
11-02 08:00 | db backup backup.db
11-02 08:00 | db restore backup.db --yes
11-02 08:00 | db compact --dry-run | {"entries": 0, "dry_run": true}
11-02 08:00 | demo
""")
DECLINED = [
    *chapter("""
11-02 08:00 | service add Consulting --price 60 --currency USD
11-02 08:00 | customer add Acme
11-02 08:00 | record add "Fix the login" --type case
11-02 12:00 | log add 1 8:00-9:00
11-02 12:00 | log add 1 9:00-10:00
11-02 12:00 | start case-1
11-02 12:00 | db backup backup.db
"""),
    *(
        Step("2026-11-02 12:00", line, code=1, answers="n\n")
        for line in (
            "timer cancel",
            "log delete 1 2",
            "record delete 1 --with-logs --stop-timer",
            "service delete consulting",
            "customer delete acme",
            "db backup backup.db",
            "db restore backup.db",
        )
    ),
    Step("2027-11-02 12:00", "db compact", code=1, answers="n\n"),
]
ERRORS = [
    *chapter("""
11-02 08:00 | record add "Fix the login" --type case
11-02 08:00 | start case-1
"""),
    Step("2026-11-02 09:00", "start case-1", code=1),
    Step("2026-11-02 09:00", "start", code=2),
    Step("2026-11-02 09:00", "log add case-1 90", code=2),
    Step("2026-11-02 09:00", "log add case-1 --no-such", code=2),
    Step("2026-11-02 09:00", "record show case-9", code=3),
    Step("2026-11-02 09:00", "record mail no-such-file", code=3),
    Step("2026-11-02 09:00", "billing show 2026-0009", code=3),
    Step("2026-11-02 09:00", "record mail .", code=2),
    Step("2026-11-02 09:00", "db check --db no-such-file", code=3),
    Step("2026-11-02 09:00", "timer cancel", code=1),
]
CHAPTERS = {
    "timers": TIMERS,
    "records": RECORDS,
    "mails": MAILS,
    "logs": LOGS,
    "names": NAMES,
    "billing": BILLING,
    "items": ITEMS,
    "quotes": QUOTES,
    "checks": CHECKS,
    "days off": DAYS_OFF,
    "reports": REPORTS,
    "settings": SETTINGS,
    "hooks": HOOKS,
    "database": DATABASE,
    "declined": DECLINED,
    "errors": ERRORS,
}
