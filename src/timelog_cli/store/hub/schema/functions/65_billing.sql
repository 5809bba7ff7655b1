-- What is billable fits its record. A record stays billable while it has time to bill, and in the
-- unit and currency of what is billed on it; time on a record that is not billable is not either, and
-- has no rate where the record has a fixed price.

-- The records as they were before a push that makes them not billable, or to be billed in another
-- unit or currency.
CREATE FUNCTION timelog.billable_before(p timelog.pushing, p_rows jsonb) RETURNS timelog.record[]
LANGUAGE sql STABLE SET search_path = timelog, pg_temp AS $$
    SELECT ARRAY(
        SELECT s FROM timelog.incoming_record(p.workspace, p_rows) AS i
        JOIN timelog.record AS s ON s.workspace_id = p.workspace AND s.id = i.id
        WHERE i.clock_billing IS NOT NULL AND (s.billable AND NOT i.billable
            OR (i.unit, i.unit_seconds, i.currency) IS DISTINCT FROM (s.unit, s.unit_seconds, s.currency))
    )
$$;

CREATE FUNCTION timelog.settle_billable(p timelog.pushing, p_before timelog.record[]) RETURNS timelog.pushing
LANGUAGE plpgsql SET search_path = timelog, pg_temp AS $$
DECLARE
    kept uuid[] := ARRAY(
        SELECT r.id FROM unnest(p_before) AS old
        JOIN timelog.record AS r ON r.workspace_id = p.workspace AND r.id = old.id
        WHERE old.billable AND NOT r.billable AND (EXISTS (
                SELECT FROM timelog.log AS l WHERE l.workspace_id = p.workspace AND l.record_id = r.id
                    AND l.billable AND l.invoice_id IS NULL AND NOT l.deleted
            ) OR EXISTS (
                SELECT FROM timelog.timer AS t WHERE t.workspace_id = p.workspace AND t.record_id = r.id
                    AND t.billable AND NOT t.deleted
            ) OR EXISTS (
                SELECT FROM timelog.item AS t WHERE t.workspace_id = p.workspace AND t.record_id = r.id
                    AND t.invoice_id IS NULL AND NOT t.deleted
            ))
        -- Prices and rates of others, which are in what the record was billed in.
        OR (r.unit, r.unit_seconds, r.currency) IS DISTINCT FROM (old.unit, old.unit_seconds, old.currency)
            AND (EXISTS (
                SELECT FROM timelog.item AS t WHERE t.workspace_id = p.workspace AND t.record_id = r.id
                    AND NOT t.deleted AND t.currency = old.currency AND t.currency IS DISTINCT FROM r.currency
            ) OR EXISTS (
                SELECT FROM timelog.log AS l WHERE l.workspace_id = p.workspace AND l.record_id = r.id
                    AND NOT l.deleted AND l.rate IS NOT NULL AND l.clock_billing[2] <> p.node
                    AND l.clock_billing[3] > p.seen
            ))
    );
BEGIN
    PERFORM timelog.keep_billable(p, p_before, kept);
    PERFORM timelog.bill_for_items(p);
    IF NOT p.tables && '{log,timer,record,invoice}' THEN RETURN p; END IF;
    WITH unfit AS MATERIALIZED (
        SELECT l.id, r.billable FROM timelog.log AS l
        JOIN timelog.record AS r ON r.workspace_id = p.workspace AND r.id = l.record_id
        WHERE l.workspace_id = p.workspace AND l.hub_seq = p.seq AND NOT l.deleted AND l.billable
            AND l.invoice_id IS NULL
            AND (NOT r.billable OR l.rate IS NOT NULL AND coalesce(r.unit, 'flat') = 'flat')
    ), told AS (
        INSERT INTO timelog.conflict
            (workspace_id, kind, tbl, uuid, owner_id, grp, kept, lost, node, hub_seq)
        SELECT p.workspace, 'change', 'log', l.id, l.owner_id, 'billing',
            jsonb_build_object('record_id', encode(uuid_send(l.record_id), 'hex'), 'billable', unfit.billable,
                'rate', NULL, 'billed_elsewhere', false),
            jsonb_build_object('record_id', encode(uuid_send(l.record_id), 'hex'), 'billable', true,
                'rate', l.rate::text, 'billed_elsewhere', false),
            l.clock_billing[2], p.seq
        FROM unfit JOIN timelog.log AS l ON l.workspace_id = p.workspace AND l.id = unfit.id
    )
    UPDATE timelog.log AS l SET billable = unfit.billable, rate = NULL,
        clock_billing = ARRAY[p.clock, 0, p.seq], hub_seq = p.seq, known_by = 0
    FROM unfit WHERE l.workspace_id = p.workspace AND l.id = unfit.id;
    UPDATE timelog.timer AS t SET billable = false, clock_timer = ARRAY[p.clock, 0, p.seq],
        hub_seq = p.seq, known_by = 0
    FROM timelog.record AS r
    WHERE t.workspace_id = p.workspace AND NOT t.deleted AND t.billable
        AND r.workspace_id = p.workspace AND r.id = t.record_id AND NOT r.billable;
    RETURN p;
END $$;
