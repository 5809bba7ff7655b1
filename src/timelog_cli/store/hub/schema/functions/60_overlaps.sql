-- Two logs of an owner at one time, of files that did not know of each other: both stay, flagged,
-- until somebody decides.

CREATE FUNCTION timelog.flag_overlaps(p timelog.pushing) RETURNS void
LANGUAGE plpgsql SET search_path = timelog, pg_temp AS $$
DECLARE
    -- Logs that are not as their file believed: the rest of one that was split, or what took the
    -- place of one that was deleted, lies in their time.
    refused uuid[] := ARRAY(
        SELECT c.uuid FROM timelog.conflict AS c
        WHERE c.workspace_id = p.workspace AND c.hub_seq = p.seq AND c.tbl = 'log'
            AND c.resolved_at IS NULL AND (c.kind = 'deletion' OR c.kind IN ('billed', 'change') AND c.grp IN ('times', ''))
    );
BEGIN
    UPDATE timelog.conflict AS c SET resolved_at = now(), hub_seq = p.seq
    WHERE c.workspace_id = p.workspace AND c.kind = 'overlap' AND c.resolved_at IS NULL
        AND NOT EXISTS (
            SELECT FROM timelog.log AS a JOIN timelog.log AS b ON b.workspace_id = p.workspace
            WHERE a.workspace_id = p.workspace AND a.id = c.uuid AND b.id = c.other_uuid
                AND NOT a.deleted AND NOT b.deleted AND a.owner_id = b.owner_id
                AND timelog.meet(a.segments, b.segments)
        );
    -- Nobody sent anything that this file had not seen.
    IF cardinality(refused) = 0 AND NOT '{timer}' && p.tables AND NOT EXISTS (
        SELECT FROM timelog.node AS n
        WHERE n.workspace_id = p.workspace AND n.node <> p.node AND n.pushed > p.seen
    ) THEN
        RETURN;
    END IF;
    INSERT INTO timelog.conflict
        (workspace_id, kind, tbl, uuid, other_uuid, owner_id, grp, node, hub_seq)
    SELECT DISTINCT ON (least(a.id, b.id), greatest(a.id, b.id))
        p.workspace, 'overlap', 'log', least(a.id, b.id), greatest(a.id, b.id), a.owner_id,
        'times', a.clock_times[2], p.seq
    FROM timelog.log AS a
    -- Most logs are short, so few have to be looked at; the long ones have an index.
    CROSS JOIN LATERAL (
        SELECT * FROM timelog.log AS short
        WHERE short.workspace_id = p.workspace AND short.owner_id = a.owner_id
            AND short.start_at < a.end_at AND short.start_at > a.start_at - interval '2 days'
        UNION ALL
        SELECT * FROM timelog.log AS long
        WHERE long.workspace_id = p.workspace AND long.owner_id = a.owner_id
            AND long.end_at - long.start_at > interval '48 hours'
            AND long.start_at <= a.start_at - interval '2 days'
    ) AS b
    WHERE a.workspace_id = p.workspace AND a.hub_seq = p.seq AND NOT a.deleted
        AND NOT b.deleted AND b.id <> a.id AND b.end_at > a.start_at
        AND (a.id = ANY (refused) OR a.clock_times[3] = p.seq
            AND (b.clock_times[2] <> p.node AND b.clock_times[3] > p.seen OR a.clock_times[2] = 0))
        AND timelog.meet(a.segments, b.segments)
        AND NOT EXISTS (
            SELECT FROM timelog.conflict AS c
            WHERE c.workspace_id = p.workspace AND c.kind = 'overlap' AND c.uuid = least(a.id, b.id)
                AND c.other_uuid = greatest(a.id, b.id)
                AND (c.resolved_at IS NULL OR c.resolution IS NOT NULL)
        );
END $$;
