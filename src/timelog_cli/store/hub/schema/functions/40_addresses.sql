-- An address of mail is that of one customer; the later one loses it.

CREATE FUNCTION timelog.settle_addresses(p timelog.pushing) RETURNS void
LANGUAGE plpgsql SET search_path = timelog, pg_temp AS $$
DECLARE
    pair record;
    mine timelog.customer;
BEGIN
    FOR pair IN
        WITH every AS MATERIALIZED (
            SELECT c.id, c.hub_seq, ROW(c.clock_emails[3], c.first_seq, c.id) AS place,
                timelog.folded(one ->> 0) AS address
            FROM timelog.customer AS c, jsonb_array_elements(c.emails) AS one
            WHERE c.workspace_id = p.workspace AND NOT c.deleted
        )
        SELECT DISTINCT later.id AS later, earlier.id AS earlier, later.address
        FROM every AS later JOIN every AS earlier USING (address)
        WHERE later.place > earlier.place AND p.seq IN (later.hub_seq, earlier.hub_seq)
    LOOP
        SELECT * INTO mine FROM timelog.customer
        WHERE workspace_id = p.workspace AND id = pair.later;
        INSERT INTO timelog.conflict
            (workspace_id, kind, tbl, uuid, other_uuid, grp, kept, lost, node, hub_seq)
        VALUES (p.workspace, 'name', 'customer', pair.later, pair.earlier, 'emails',
            jsonb_build_object('emails', timelog.without_address(mine.emails, pair.address)),
            jsonb_build_object('emails', mine.emails), mine.clock_emails[2], p.seq);
        UPDATE timelog.customer SET emails = timelog.without_address(emails, pair.address),
            clock_emails = ARRAY[p.clock, 0, p.seq], hub_seq = p.seq, known_by = 0
        WHERE workspace_id = p.workspace AND id = pair.later;
    END LOOP;
END $$;

CREATE FUNCTION timelog.without_address(p_emails jsonb, p_address text) RETURNS jsonb
LANGUAGE sql IMMUTABLE SET search_path = timelog, pg_temp AS $$
    SELECT coalesce(jsonb_agg(one ORDER BY at), '[]')
    FROM jsonb_array_elements(p_emails) WITH ORDINALITY AS every (one, at)
    WHERE timelog.folded(one ->> 0) <> p_address
$$;
