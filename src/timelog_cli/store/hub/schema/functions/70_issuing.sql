-- Documents: one transaction takes the number, the logs and the document.

CREATE FUNCTION timelog.issue_documents(p timelog.pushing) RETURNS void
LANGUAGE plpgsql SET search_path = timelog, pg_temp AS $$
BEGIN
    IF NOT p.tables && '{invoice,counter}' THEN RETURN; END IF;
    PERFORM timelog.check_document_numbers(p);
    PERFORM timelog.bill(p);
    -- Also where an older file comes later.
    UPDATE timelog.counter AS c SET last = given.seq, clock_counter = ARRAY[p.clock, 0, p.seq],
        hub_seq = p.seq, known_by = 0
    FROM (SELECT series, max(i.seq) AS seq FROM timelog.invoice AS i
          WHERE i.workspace_id = p.workspace GROUP BY series) AS given
    WHERE c.workspace_id = p.workspace AND c.series = given.series AND c.last < given.seq;
END $$;

-- No number twice; and no gap, where documents are issued now.
CREATE FUNCTION timelog.check_document_numbers(p timelog.pushing) RETURNS void
LANGUAGE plpgsql SET search_path = timelog, pg_temp AS $$
DECLARE
    taken text;
BEGIN
    SELECT i.number INTO taken FROM timelog.invoice AS i
    JOIN timelog.invoice AS o ON o.workspace_id = p.workspace AND o.id <> i.id
        AND (timelog.folded(o.number) = timelog.folded(i.number) OR o.series = i.series AND o.seq = i.seq)
    WHERE i.workspace_id = p.workspace AND i.first_seq = p.seq LIMIT 1;
    IF taken IS NOT NULL THEN
        RAISE EXCEPTION 'the number % has been given already', taken
            USING ERRCODE = 'TL009', HINT = 'timelog sync';
    END IF;
    IF p.issues AND EXISTS (
        SELECT FROM timelog.invoice AS i
        WHERE i.workspace_id = p.workspace AND i.first_seq = p.seq AND NOT EXISTS (
            SELECT FROM timelog.invoice AS before WHERE before.workspace_id = p.workspace
                AND before.series = i.series AND before.seq = i.seq - 1
        ) AND i.seq <> 1 + coalesce((
            SELECT c.began_after FROM timelog.counter AS c
            WHERE c.workspace_id = p.workspace AND c.series = i.series AND NOT c.deleted
        ), 0)
    ) THEN
        RAISE EXCEPTION 'numbers in a series must increase by one'
            USING ERRCODE = 'TL009', HINT = 'timelog sync';
    END IF;
END $$;

-- The logs and items of new invoices are on them from now on. Where a file tells of what it has
-- issued long ago, those that are here.
CREATE FUNCTION timelog.bill(p timelog.pushing) RETURNS void
LANGUAGE plpgsql SET search_path = timelog, pg_temp AS $$
BEGIN
    IF EXISTS (
        SELECT FROM timelog.new_billed(p, 'line_logs') AS n
        LEFT JOIN timelog.log AS l ON l.workspace_id = p.workspace AND l.id = n.id
        WHERE l.invoice_id <> n.invoice OR p.issues AND (l.id IS NULL OR l.deleted OR NOT l.billable)
    ) OR EXISTS (
        SELECT FROM timelog.new_billed(p, 'line_items') AS n
        LEFT JOIN timelog.item AS l ON l.workspace_id = p.workspace AND l.id = n.id
        WHERE l.invoice_id <> n.invoice OR p.issues AND (l.id IS NULL OR l.deleted)
    ) THEN
        RAISE EXCEPTION 'work on the invoice has been billed or changed elsewhere'
            USING ERRCODE = 'TL009', HINT = 'timelog sync';
    ELSIF p.issues AND EXISTS (
        SELECT FROM timelog.new_billed(p, 'line_logs') AS n
        JOIN timelog.conflict AS c ON c.workspace_id = p.workspace AND n.id IN (c.uuid, c.other_uuid)
        WHERE c.kind = 'overlap' AND c.resolved_at IS NULL
    ) THEN
        RAISE EXCEPTION 'logs on the invoice overlap with others, and nobody has decided about them'
            USING ERRCODE = 'TL009', HINT = 'timelog sync conflicts';
    END IF;
    UPDATE timelog.log AS l SET invoice_id = n.invoice, clock_invoice = ARRAY[p.clock, 0, p.seq],
        hub_seq = p.seq, known_by = CASE WHEN p.issues THEN p.node ELSE 0 END
    FROM timelog.new_billed(p, 'line_logs') AS n
    WHERE l.workspace_id = p.workspace AND l.id = n.id AND l.billable AND NOT l.deleted
        AND l.invoice_id IS NULL;
    UPDATE timelog.item AS l SET invoice_id = n.invoice, clock_invoice = ARRAY[p.clock, 0, p.seq],
        hub_seq = p.seq, known_by = CASE WHEN p.issues THEN p.node ELSE 0 END
    FROM timelog.new_billed(p, 'line_items') AS n
    WHERE l.workspace_id = p.workspace AND l.id = n.id AND NOT l.deleted AND l.invoice_id IS NULL;
END $$;

-- The logs, or items, of the invoices that came now and were not credited by what came with them.
CREATE FUNCTION timelog.new_billed(p timelog.pushing, p_part text) RETURNS TABLE (invoice uuid, id uuid)
LANGUAGE sql STABLE SET search_path = timelog, pg_temp AS $$
    SELECT i.id, (one ->> 1)::uuid
    FROM timelog.invoice AS i,
        jsonb_array_elements(CASE p_part WHEN 'line_logs' THEN i.line_logs ELSE i.line_items END) AS one
    WHERE i.workspace_id = p.workspace AND i.first_seq = p.seq AND i.kind = 'invoice'
        AND NOT EXISTS (
            SELECT FROM timelog.invoice AS credit, jsonb_array_elements(credit.lines) AS line
            WHERE credit.workspace_id = p.workspace AND credit.credits_id = i.id
                AND line -> 3 = one -> 0
        )
$$;

-- What is on a line that was credited can be billed again.
CREATE FUNCTION timelog.free_credited(p timelog.pushing) RETURNS void
LANGUAGE plpgsql SET search_path = timelog, pg_temp AS $$
BEGIN
    UPDATE timelog.log AS l SET invoice_id = NULL, clock_invoice = ARRAY[p.clock, 0, p.seq],
        hub_seq = p.seq, known_by = CASE WHEN p.issues THEN p.node ELSE 0 END
    FROM timelog.newly_credited(p, 'line_logs') AS n
    WHERE l.workspace_id = p.workspace AND l.id = n.id AND l.invoice_id = n.invoice;
    UPDATE timelog.item AS l SET invoice_id = NULL, clock_invoice = ARRAY[p.clock, 0, p.seq],
        hub_seq = p.seq, known_by = CASE WHEN p.issues THEN p.node ELSE 0 END
    FROM timelog.newly_credited(p, 'line_items') AS n
    WHERE l.workspace_id = p.workspace AND l.id = n.id AND l.invoice_id = n.invoice;
END $$;

CREATE FUNCTION timelog.newly_credited(p timelog.pushing, p_part text) RETURNS TABLE (invoice uuid, id uuid)
LANGUAGE sql STABLE SET search_path = timelog, pg_temp AS $$
    SELECT i.id, (one ->> 1)::uuid
    FROM timelog.invoice AS credit
    CROSS JOIN jsonb_array_elements(credit.lines) AS line
    JOIN timelog.invoice AS i ON i.workspace_id = p.workspace AND i.id = credit.credits_id
    CROSS JOIN jsonb_array_elements(
        CASE p_part WHEN 'line_logs' THEN i.line_logs ELSE i.line_items END) AS one
    WHERE credit.workspace_id = p.workspace AND credit.first_seq = p.seq
        AND credit.kind = 'credit-note' AND one -> 0 = line -> 3
$$;

-- A record has one accepted quote: the one that was accepted first. A later one is open again.
CREATE FUNCTION timelog.settle_quotes(p timelog.pushing) RETURNS void
LANGUAGE plpgsql SET search_path = timelog, pg_temp AS $$
BEGIN
    WITH later AS MATERIALIZED (
        SELECT DISTINCT CASE WHEN (t.clock_answer[3], t.id) > (o.clock_answer[3], o.id)
            THEN t.id ELSE o.id END AS id
        FROM timelog.invoice AS t JOIN timelog.invoice AS o ON o.workspace_id = p.workspace
            AND o.id <> t.id AND o.answer = 'accepted' AND EXISTS (
                SELECT FROM jsonb_array_elements(t.lines) AS mine, jsonb_array_elements(o.lines) AS theirs
                WHERE mine ->> 1 = theirs ->> 1
            )
        WHERE t.workspace_id = p.workspace AND t.hub_seq = p.seq AND t.answer = 'accepted'
    ), told AS (
        INSERT INTO timelog.conflict (workspace_id, kind, tbl, uuid, grp, kept, lost, node, hub_seq)
        SELECT p.workspace, 'change', 'invoice', i.id, 'answer',
            '{"answer": null, "answered_on": null}',
            jsonb_build_object('answer', i.answer, 'answered_on', i.answered_on::text),
            i.clock_answer[2], p.seq
        FROM later JOIN timelog.invoice AS i ON i.workspace_id = p.workspace AND i.id = later.id
    )
    UPDATE timelog.invoice AS i SET answer = NULL, answered_on = NULL,
        clock_answer = ARRAY[p.clock, 0, p.seq], hub_seq = p.seq, known_by = 0
    FROM later WHERE i.workspace_id = p.workspace AND i.id = later.id;
END $$;

-- A record has a number of those that a file of its member reserved, which may be another one now;
-- leads also bring along those of others. So do members where the hub was restored from an older
-- copy, which may have lost the record or what was reserved.
CREATE FUNCTION timelog.check_record_numbers(p timelog.pushing) RETURNS void
LANGUAGE plpgsql SET search_path = timelog, pg_temp AS $$
DECLARE
    highest bigint;
BEGIN
    IF NOT '{record}' && p.tables THEN RETURN; END IF;
    IF EXISTS (
        SELECT FROM timelog.record AS r JOIN timelog.record AS o ON o.workspace_id = p.workspace
            AND o.number = r.number AND o.id <> r.id
        WHERE r.workspace_id = p.workspace AND r.first_seq = p.seq
    ) OR EXISTS (
        SELECT FROM timelog.record AS r
        WHERE r.workspace_id = p.workspace AND r.first_seq = p.seq AND NOT p.leads
            AND NOT EXISTS (
                SELECT FROM timelog.lease AS l JOIN timelog.node AS n
                    ON n.workspace_id = p.workspace AND n.node = l.node
                WHERE l.workspace_id = p.workspace AND n.member = p.login
                    AND r.number BETWEEN l.first AND l.last
            ) AND NOT (p.seq >> 32 > 0 AND r.number < (
                SELECT next_record FROM timelog.workspace WHERE id = p.workspace
            ))
    ) THEN
        RAISE EXCEPTION 'a record has a number that is not one of this file'
            USING ERRCODE = 'TL009', HINT = 'timelog sync';
    END IF;
    SELECT max(r.number) INTO highest FROM timelog.record AS r
    WHERE r.workspace_id = p.workspace AND r.first_seq = p.seq;
    UPDATE timelog.workspace SET next_record = highest + 1
    WHERE id = p.workspace AND next_record <= highest;
END $$;

CREATE FUNCTION timelog.share_imported(p timelog.pushing) RETURNS void
LANGUAGE plpgsql SET search_path = timelog, pg_temp AS $$
BEGIN
    IF NOT '{imported}' && p.tables THEN RETURN; END IF;
    UPDATE timelog.imported AS t SET owner_id = l.owner_id FROM timelog.log AS l
    WHERE t.workspace_id = p.workspace AND t.hub_seq = p.seq AND l.workspace_id = p.workspace
        AND l.id = t.log_id AND t.owner_id IS DISTINCT FROM l.owner_id;
END $$;
