"""Views for those who report on a team: lists of a row as rows, and time by day.

A view reads with the rights of who made it, so each says itself who sees which rows.
"""

from __future__ import annotations

from timelog_cli.domain.sync.tables import BY_NAME
from timelog_cli.store.hub.schema.access import GROUP, readable

_SEGMENT = (
    "l.workspace_id, l.id AS log_id, l.owner_id, o.name AS owner, l.record_id,"
    " r.type || '-' || r.number AS ref, r.title, r.customer_id, c.name AS customer, l.zone,"
    " l.billable, l.invoice_id IS NOT NULL AS billed"
)
_FROM = """FROM timelog.log AS l
JOIN timelog.owner AS o ON o.workspace_id = l.workspace_id AND o.id = l.owner_id
JOIN timelog.record AS r ON r.workspace_id = l.workspace_id AND r.id = l.record_id
LEFT JOIN timelog.customer AS c ON c.workspace_id = r.workspace_id AND c.id = r.customer_id
CROSS JOIN LATERAL (
    SELECT to_timestamp((one ->> 0)::bigint) AS start_at,
        to_timestamp((one ->> 1)::bigint) AS end_at
    FROM jsonb_array_elements(l.segments) AS one
) AS s"""
_VIEWS = {
    "log_segment": (
        "The stretches of time of each log, with who worked on what; seconds is their length.",
        f"SELECT {_SEGMENT}, s.start_at, s.end_at,"
        f" extract(epoch FROM s.end_at - s.start_at)::bigint AS seconds\n{_FROM}",
        "log",
    ),
    "worked_day": (
        "The seconds that each person worked on each record on each day, in the zone of the log.",
        # A zone that this server does not know counts as UTC.
        f"""SELECT w.workspace_id, w.owner_id, w.owner, w.record_id, w.ref, w.title, w.customer_id,
    w.customer, w.day, sum(w.seconds)::bigint AS seconds,
    coalesce(sum(w.seconds) FILTER (WHERE w.billable), 0)::bigint AS billable_seconds
FROM (
    SELECT {_SEGMENT}, d.day::date AS day, extract(epoch FROM least(s.end_at,
        (d.day + interval '1 day') AT TIME ZONE z.name) - greatest(s.start_at,
        d.day AT TIME ZONE z.name)) AS seconds
    {_FROM}
    CROSS JOIN LATERAL (SELECT CASE WHEN l.zone IN (SELECT name FROM pg_timezone_names)
        THEN l.zone ELSE 'UTC' END AS name) AS z
    CROSS JOIN LATERAL generate_series(
        date_trunc('day', s.start_at AT TIME ZONE z.name),
        date_trunc('day', (s.end_at - interval '1 second') AT TIME ZONE z.name),
        interval '1 day') AS d (day)
    WHERE {{0}}
) AS w
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9""",
        "log",
    ),
    "log_tag": (
        "The tags of each log.",
        "SELECT l.workspace_id, l.id AS log_id, tag\nFROM timelog.log AS l, unnest(l.tags) AS tag",
        "log",
    ),
    "invoice_line": (
        "The lines of each document, with the record that each one bills.",
        """SELECT l.workspace_id, l.id AS invoice_id, l.number, (one ->> 0)::integer AS position,
    (one ->> 1)::uuid AS record_id, (one ->> 2)::uuid AS service_id
FROM timelog.invoice AS l, jsonb_array_elements(l.lines) AS one""",
        "invoice",
    ),
}


def views() -> list[str]:
    """The statements that make the views."""
    found = []
    for name, (told, query, table) in _VIEWS.items():
        seen = f"NOT l.deleted AND ({readable(BY_NAME[table], 'l.')})"
        body = query.format(seen) if "{0}" in query else f"{query}\nWHERE {seen}"
        found += [
            f"CREATE VIEW timelog.{name} WITH (security_barrier = true) AS\n{body}",
            f"COMMENT ON VIEW timelog.{name} IS '{told}'",
            f"GRANT SELECT ON timelog.{name} TO {GROUP}",
        ]
    return found
