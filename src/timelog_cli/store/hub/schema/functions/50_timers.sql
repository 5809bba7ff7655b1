-- One timer of an owner runs at a time, and an owner has one timer on a record. A log has the UUID
-- of the timer that it was.

-- Timers of which another file had made logs already, when a change of them came.
CREATE FUNCTION timelog.stay_stopped(p timelog.pushing, p_rows jsonb) RETURNS void
LANGUAGE plpgsql SET search_path = timelog, pg_temp AS $$
BEGIN
    WITH late AS MATERIALIZED (
        SELECT i.id, timelog.until(i.segments, i.running_since, l.end_at) AS segments
        FROM timelog.incoming_timer(p.workspace, p_rows) AS i
        JOIN timelog.log AS l ON l.workspace_id = p.workspace AND l.id = i.id AND NOT l.deleted
            AND l.owner_id = i.owner_id
        JOIN timelog.timer AS s ON s.workspace_id = p.workspace AND s.id = i.id AND s.deleted
        WHERE s.deleted_clock[2] <> p.node
    ), told AS (
        INSERT INTO timelog.conflict
            (workspace_id, kind, tbl, uuid, owner_id, grp, kept, lost, node, hub_seq)
        SELECT p.workspace, 'change', 'log', l.id, l.owner_id, 'times', timelog.times_of(l, l.segments),
            timelog.times_of(l, late.segments), p.node, p.seq
        FROM late JOIN timelog.log AS l ON l.workspace_id = p.workspace AND l.id = late.id
        WHERE l.segments <> late.segments AND late.segments <> '[]'
    )
    UPDATE timelog.timer AS s SET hub_seq = p.seq, known_by = 0
    FROM late WHERE s.workspace_id = p.workspace AND s.id = late.id;
END $$;

-- The segments of a timer, with the one that runs up to an instant, where it began before.
CREATE FUNCTION timelog.until(p_segments jsonb, p_running timestamptz, p_end timestamptz) RETURNS jsonb
LANGUAGE sql IMMUTABLE SET search_path = timelog, pg_temp AS $$
    SELECT CASE WHEN p_running < p_end THEN p_segments || jsonb_build_array(jsonb_build_array(
        extract(epoch FROM p_running)::bigint, extract(epoch FROM p_end)::bigint))
        ELSE p_segments END
$$;

-- The values of the group times of a log, with other segments.
CREATE FUNCTION timelog.times_of(l timelog.log, p_segments jsonb) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = timelog, pg_temp AS $$
    SELECT jsonb_build_object(
        'owner_id', encode(uuid_send(l.owner_id), 'hex'),
        'start_at', coalesce((p_segments -> 0 ->> 0)::bigint, extract(epoch FROM l.start_at)::bigint),
        'end_at', coalesce((p_segments -> -1 ->> 1)::bigint, extract(epoch FROM l.end_at)::bigint),
        'zone', l.zone, 'timed', l.timed, 'laid_out', l.laid_out,
        'created_at', extract(epoch FROM l.created_at)::bigint, 'segments', p_segments)
$$;

-- A timer that came as a log is one no more, even where its deletion is still on the way.
CREATE FUNCTION timelog.end_stopped_timers(p timelog.pushing) RETURNS void
LANGUAGE plpgsql SET search_path = timelog, pg_temp AS $$
BEGIN
    UPDATE timelog.timer AS t SET deleted = true, deleted_clock = ARRAY[p.clock, 0, p.seq],
        hub_seq = p.seq, known_by = 0
    FROM timelog.log AS l
    WHERE l.workspace_id = p.workspace AND l.hub_seq = p.seq AND NOT l.deleted
        AND t.workspace_id = p.workspace AND t.id = l.id AND NOT t.deleted
        AND t.owner_id = l.owner_id;
END $$;

-- Of several that run, the one that was started last runs on; each other one is paused when the
-- next one was started.
CREATE FUNCTION timelog.pause_others(p timelog.pushing) RETURNS void
LANGUAGE plpgsql SET search_path = timelog, pg_temp AS $$
BEGIN
    UPDATE timelog.timer AS t SET
        segments = timelog.until(t.segments, t.running_since, r.following), running_since = NULL,
        changed_at = r.following, clock_timer = ARRAY[p.clock, 0, p.seq], hub_seq = p.seq, known_by = 0
    FROM (
        SELECT id, lead(running_since) OVER (PARTITION BY owner_id ORDER BY running_since, id) AS following
        FROM timelog.timer
        WHERE workspace_id = p.workspace AND NOT deleted AND running_since IS NOT NULL
    ) AS r
    WHERE t.workspace_id = p.workspace AND t.id = r.id AND r.following IS NOT NULL;
END $$;

-- Of several of an owner on one record, the one that changed last stays; the others become logs.
CREATE FUNCTION timelog.end_doubled_timers(p timelog.pushing) RETURNS timelog.pushing
LANGUAGE plpgsql SET search_path = timelog, pg_temp AS $$
DECLARE
    ended uuid[] := ARRAY(
        SELECT id FROM (
            SELECT id, row_number() OVER (
                PARTITION BY owner_id, record_id ORDER BY running_since IS NULL, changed_at DESC, id DESC
            ) AS place
            FROM timelog.timer WHERE workspace_id = p.workspace AND NOT deleted
        ) AS placed
        WHERE place > 1
    );
BEGIN
    IF cardinality(ended) = 0 THEN RETURN p; END IF;
    INSERT INTO timelog.log (workspace_id, id, owner_id, start_at, end_at, zone, timed, laid_out,
        created_at, segments, record_id, billable, billed_elsewhere, note, tags,
        clock_times, clock_billing, clock_note, clock_tags, clock_invoice, first_seq, hub_seq)
    SELECT p.workspace, t.id, t.owner_id, to_timestamp((t.segments -> 0 ->> 0)::bigint),
        to_timestamp((t.segments -> -1 ->> 1)::bigint), t.zone, true, false, t.changed_at, t.segments,
        t.record_id, t.billable, false, t.note, t.tags, c, c, c, c, c, p.seq, p.seq
    FROM timelog.timer AS t, LATERAL (SELECT ARRAY[p.clock, 0, p.seq]) AS clocks (c)
    WHERE t.workspace_id = p.workspace AND t.id = ANY (ended) AND t.segments <> '[]'
    ON CONFLICT (workspace_id, id) DO NOTHING;
    UPDATE timelog.timer AS t SET deleted = true, deleted_clock = ARRAY[p.clock, 0, p.seq],
        hub_seq = p.seq, known_by = 0
    WHERE t.workspace_id = p.workspace AND t.id = ANY (ended);
    p.tables := p.tables || 'log'::text;
    RETURN p;
END $$;

-- Somebody works on it, so it is not done.
CREATE FUNCTION timelog.reopen_worked_on(p timelog.pushing) RETURNS void
LANGUAGE plpgsql SET search_path = timelog, pg_temp AS $$
BEGIN
    WITH worked_on AS MATERIALIZED (
        SELECT DISTINCT r.id FROM timelog.timer AS t
        JOIN timelog.record AS r ON r.workspace_id = p.workspace AND r.id = t.record_id
        WHERE t.workspace_id = p.workspace AND NOT t.deleted AND r.status IN ('resolved', 'closed')
    ), told AS (
        INSERT INTO timelog.conflict (workspace_id, kind, tbl, uuid, grp, kept, lost, node, hub_seq)
        SELECT p.workspace, 'change', 'record', r.id, 'status', jsonb_build_object('status', 'open'),
            jsonb_build_object('status', r.status), r.clock_status[2], p.seq
        FROM worked_on JOIN timelog.record AS r ON r.workspace_id = p.workspace AND r.id = worked_on.id
    )
    UPDATE timelog.record AS r SET status = 'open', clock_status = ARRAY[p.clock, 0, p.seq],
        hub_seq = p.seq, known_by = 0
    FROM worked_on WHERE r.workspace_id = p.workspace AND r.id = worked_on.id;
END $$;
