-- Who takes part. Login roles are PostgreSQL's; here they get a role in the team.

CREATE FUNCTION timelog.calling_owner(p_workspace uuid) RETURNS void
LANGUAGE plpgsql SET search_path = timelog, pg_temp AS $$
DECLARE
    caller timelog.member := timelog.caller(p_workspace);
BEGIN
    IF caller.role <> 'owner' THEN
        RAISE EXCEPTION 'only an owner of the workspace can change its members'
            USING ERRCODE = 'TL002', HINT = 'to see who is one: timelog sync member list';
    END IF;
    PERFORM FROM timelog.workspace WHERE id = p_workspace FOR UPDATE;
    -- The caller may have been removed while waiting.
    caller := timelog.caller(p_workspace);
    IF caller.role <> 'owner' THEN
        RAISE EXCEPTION 'only an owner of the workspace can change its members'
            USING ERRCODE = 'TL002', HINT = 'to see who is one: timelog sync member list';
    END IF;
END $$;

CREATE FUNCTION timelog.last_owner_stays(p_workspace uuid) RETURNS void
LANGUAGE plpgsql SET search_path = timelog, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM timelog.member WHERE workspace_id = p_workspace
                   AND role = 'owner' AND removed_at IS NULL) THEN
        RAISE EXCEPTION 'a workspace needs an owner' USING ERRCODE = 'TL002',
            HINT = 'make somebody else an owner first: timelog sync member add NAME --role owner';
    END IF;
END $$;

-- The owner of the logs of a member, or of who is to be one: the one of that name, where it is
-- nobody else's.
CREATE FUNCTION timelog.owner_for(p_workspace uuid, p_login text) RETURNS uuid
LANGUAGE sql STABLE SET search_path = timelog, pg_temp AS $$
    SELECT o.id FROM timelog.owner AS o
    LEFT JOIN timelog.member AS m ON m.workspace_id = p_workspace AND m.owner_id = o.id
    WHERE o.workspace_id = p_workspace AND NOT o.deleted AND (m.login = p_login
        OR m.login IS NULL AND timelog.folded(o.name) = timelog.folded(p_login))
    ORDER BY m.login LIMIT 1
$$;

-- Who took the name of somebody who comes later, whose time would else be theirs to see, gets back
-- that of their login.
CREATE FUNCTION timelog.free_name(p_workspace uuid, p_login text, p_clock bigint, p_seq bigint)
RETURNS void LANGUAGE plpgsql SET search_path = timelog, pg_temp AS $$
DECLARE
    taken timelog.member;
BEGIN
    SELECT m.* INTO taken FROM timelog.owner AS o
    JOIN timelog.member AS m ON m.workspace_id = p_workspace AND m.owner_id = o.id
    WHERE o.workspace_id = p_workspace AND NOT o.deleted
        AND timelog.folded(o.name) = timelog.folded(p_login);
    IF timelog.folded(taken.login::text) = timelog.folded(p_login) THEN
        RAISE EXCEPTION '% takes part already, as %', p_login, taken.login
            USING ERRCODE = 'TL009', HINT = 'timelog sync member list';
    END IF;
    UPDATE timelog.owner AS o SET name = free.tried, clock_name = ARRAY[p_clock, 0, p_seq],
        hub_seq = p_seq, known_by = 0
    FROM (
        SELECT tried FROM (
            SELECT n, taken.login || CASE n WHEN 1 THEN '' ELSE ' (' || n || ')' END
            FROM generate_series(1, 100000) AS n
        ) AS names (n, tried)
        WHERE NOT EXISTS (
            SELECT FROM timelog.owner AS other WHERE other.workspace_id = p_workspace
                AND NOT other.deleted AND timelog.folded(other.name) = timelog.folded(tried)
        ) ORDER BY n LIMIT 1
    ) AS free
    WHERE o.workspace_id = p_workspace AND o.id = taken.owner_id;
END $$;

-- Adds a member, or changes the role of one; the owner of the member's logs is the one of that name.
CREATE FUNCTION timelog.member_add(p_workspace uuid, p_login text, p_role text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = timelog, pg_temp AS $$
DECLARE
    mine uuid;
    shared timelog.workspace;
BEGIN
    PERFORM timelog.calling_owner(p_workspace);
    IF p_role NOT IN ('owner', 'lead', 'member') THEN
        RAISE EXCEPTION 'the role % is none of owner, lead, member', p_role USING ERRCODE = 'TL007';
    ELSIF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = p_login AND rolcanlogin) THEN
        RAISE EXCEPTION 'PostgreSQL has no login role %', p_login USING ERRCODE = 'TL008',
            HINT = format('its administrator makes one: CREATE ROLE %I LOGIN; GRANT timelog_member TO %I;', p_login, p_login);
    END IF;
    mine := timelog.owner_for(p_workspace, p_login);
    IF mine IS NULL THEN
        mine := gen_random_uuid();
        UPDATE timelog.workspace SET seq = seq + 1,
            clock = greatest(clock, timelog.now_ms() << 16) + 1
        WHERE id = p_workspace RETURNING * INTO shared;
        PERFORM timelog.free_name(p_workspace, p_login, shared.clock, shared.seq);
        INSERT INTO timelog.owner (workspace_id, id, name, clock_name, first_seq, hub_seq)
        VALUES (p_workspace, mine, p_login, ARRAY[shared.clock, 0, shared.seq], shared.seq, shared.seq);
    END IF;
    INSERT INTO timelog.member (workspace_id, login, role, owner_id)
    VALUES (p_workspace, p_login, p_role, mine)
    ON CONFLICT (workspace_id, login) DO UPDATE
    SET role = excluded.role, removed_at = NULL, owner_id = excluded.owner_id;
    PERFORM timelog.last_owner_stays(p_workspace);
END $$;

CREATE FUNCTION timelog.member_remove(p_workspace uuid, p_login text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = timelog, pg_temp AS $$
BEGIN
    PERFORM timelog.calling_owner(p_workspace);
    UPDATE timelog.member SET removed_at = now()
    WHERE workspace_id = p_workspace AND login = p_login AND removed_at IS NULL;
    IF NOT FOUND THEN
        RAISE EXCEPTION '% is not a member of this workspace', p_login USING ERRCODE = 'TL008',
            HINT = 'timelog sync member list';
    END IF;
    PERFORM timelog.last_owner_stays(p_workspace);
    UPDATE timelog.node SET left_at = now()
    WHERE workspace_id = p_workspace AND member = p_login AND left_at IS NULL;
END $$;
