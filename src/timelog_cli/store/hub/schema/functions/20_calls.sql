-- What files call. Each of these asks who is calling, by the role that logged in, which no SET ROLE
-- changes; what they call in turn nobody else may.

-- What a push is: who sends it, and what its changes are marked with.
CREATE TYPE timelog.pushing AS (
    workspace uuid, node integer, seq bigint, clock bigint, seen bigint,
    login name, owner uuid, leads boolean, tables text[], issues boolean
);

CREATE TYPE timelog.deletion AS (id uuid, clock bigint, seen bigint);

CREATE FUNCTION timelog.is_own(p timelog.pushing, p_owner uuid) RETURNS boolean
LANGUAGE sql STABLE SET search_path = timelog, pg_temp AS $$
    SELECT p_owner IS NOT NULL AND (p_owner = p.owner OR EXISTS (
        SELECT FROM timelog.owner AS o
        WHERE o.workspace_id = p.workspace AND o.id = p_owner AND o.joined_into = p.owner
    ))
$$;

-- The caller, as a member; an error where there is none.
CREATE FUNCTION timelog.caller(p_workspace uuid) RETURNS timelog.member
LANGUAGE plpgsql STABLE SET search_path = timelog, pg_temp AS $$
DECLARE
    found timelog.member;
BEGIN
    SELECT * INTO found FROM timelog.member AS m
    WHERE m.workspace_id = p_workspace AND m.login = session_user AND m.removed_at IS NULL;
    IF NOT EXISTS (SELECT FROM timelog.workspace WHERE id = p_workspace) THEN
        RAISE EXCEPTION 'the hub does not have the workspace of this file: it is another hub'
            USING ERRCODE = 'TL007', HINT = 'to see its address: timelog sync status';
    ELSIF found.login IS NULL THEN
        RAISE EXCEPTION '% is not a member of this workspace', session_user
            USING ERRCODE = 'TL001', HINT = format('an owner adds you: timelog sync member add %s --role member', session_user);
    END IF;
    RETURN found;
END $$;

-- The caller's file, locked, as the workspace is: pushes come one after the other.
CREATE FUNCTION timelog.calling_node(p_workspace uuid, p_node integer) RETURNS timelog.node
LANGUAGE plpgsql SET search_path = timelog, pg_temp AS $$
DECLARE
    found timelog.node;
BEGIN
    SELECT * INTO found FROM timelog.node AS n
    WHERE n.workspace_id = p_workspace AND n.node = p_node AND n.member = session_user;
    IF found.node IS NULL OR found.left_at IS NOT NULL THEN
        RAISE EXCEPTION 'this file does not take part in the workspace'
            USING ERRCODE = 'TL003', HINT = 'to take part again: timelog sync join --hub URL';
    END IF;
    RETURN found;
END $$;

-- The owner row of a member, found by the name where none is known yet, unless it is another's.
CREATE FUNCTION timelog.meet_owner(p timelog.pushing) RETURNS uuid
LANGUAGE plpgsql SET search_path = timelog, pg_temp AS $$
DECLARE
    mine uuid;
BEGIN
    UPDATE timelog.member AS m SET owner_id = o.id
    FROM timelog.owner AS o
    WHERE m.workspace_id = p.workspace AND m.owner_id IS NULL AND o.workspace_id = p.workspace
        AND NOT o.deleted AND timelog.folded(o.name) = timelog.folded(m.login::text)
        AND NOT EXISTS (SELECT FROM timelog.member AS other
                        WHERE other.workspace_id = p.workspace AND other.owner_id = o.id);
    SELECT m.owner_id INTO mine FROM timelog.member AS m
    WHERE m.workspace_id = p.workspace AND m.login = p.login;
    RETURN mine;
END $$;

CREATE FUNCTION timelog.now_ms() RETURNS bigint LANGUAGE sql VOLATILE
SET search_path = timelog, pg_temp AS $$ SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint $$;

-- Who made the hub, and who owns a workspace of it, may make a further one.
CREATE FUNCTION timelog.may_found() RETURNS boolean LANGUAGE sql STABLE
SET search_path = timelog, pg_temp AS $$
    SELECT pg_has_role(session_user, (SELECT nspowner FROM pg_namespace WHERE nspname = 'timelog'), 'MEMBER')
        OR EXISTS (SELECT FROM timelog.member AS m WHERE m.login = session_user
                   AND m.role = 'owner' AND m.removed_at IS NULL)
$$;

CREATE FUNCTION timelog.init(p_name text, p_node_name text, p_records bigint)
RETURNS TABLE (workspace uuid, node integer, workspace_name text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = timelog, pg_temp AS $$
DECLARE
    made uuid := gen_random_uuid();
BEGIN
    IF NOT timelog.may_found() THEN
        RAISE EXCEPTION '% cannot make a workspace', session_user USING ERRCODE = 'TL002',
            HINT = 'ask the administrator of the database, or an owner of a workspace';
    ELSIF p_records < 0 OR p_records > 1000000000000 THEN
        RAISE EXCEPTION 'the record numbers are too high' USING ERRCODE = 'TL007';
    END IF;
    IF EXISTS (SELECT FROM timelog.workspace AS w
               WHERE lower(w.name COLLATE "C") = lower(p_name COLLATE "C")) THEN
        RAISE EXCEPTION 'the hub has a workspace % already', p_name
            USING ERRCODE = 'TL009',
            HINT = 'to take part in it with a new file: timelog sync join --hub URL; to make another one, add --workspace NAME';
    END IF;
    INSERT INTO timelog.workspace (id, name, next_record, next_node)
    VALUES (made, p_name, p_records + 1, 2);
    INSERT INTO timelog.member (workspace_id, login, role) VALUES (made, session_user, 'owner');
    INSERT INTO timelog.node (workspace_id, node, member, name) VALUES (made, 1, session_user, p_node_name);
    IF p_records > 0 THEN
        INSERT INTO timelog.lease (workspace_id, node, first, last) VALUES (made, 1, 1, p_records);
    END IF;
    RETURN QUERY SELECT made, 1, p_name;
END $$;

-- A further file of a member, by the name of the workspace, or in the only one there is.
CREATE FUNCTION timelog.join_workspace(p_name text, p_node_name text)
RETURNS TABLE (workspace uuid, node integer, workspace_name text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = timelog, pg_temp AS $$
DECLARE
    mine uuid[] := ARRAY(
        SELECT w.id FROM timelog.workspace AS w
        JOIN timelog.member AS m ON m.workspace_id = w.id
        WHERE m.login = session_user AND m.removed_at IS NULL
            AND (p_name IS NULL OR lower(w.name COLLATE "C") = lower(p_name COLLATE "C"))
    );
    given integer;
BEGIN
    IF cardinality(mine) = 0 THEN
        RAISE EXCEPTION '%', CASE WHEN p_name IS NULL
            THEN format('%s is not a member of a workspace of this hub', session_user)
            ELSE format('%s is not a member of a workspace %s of this hub', session_user, p_name) END
            USING ERRCODE = 'TL001', HINT = format('an owner adds you: timelog sync member add %s --role member', session_user);
    ELSIF cardinality(mine) > 1 THEN
        RAISE EXCEPTION 'the hub has several workspaces of %', session_user
            USING ERRCODE = 'TL009', HINT = 'choose one with --workspace';
    END IF;
    UPDATE timelog.workspace AS w SET next_node = next_node + 1 WHERE w.id = mine[1]
    RETURNING next_node - 1 INTO given;
    INSERT INTO timelog.node (workspace_id, node, member, name) VALUES (mine[1], given, session_user, p_node_name);
    RETURN QUERY SELECT w.id, given, w.name FROM timelog.workspace AS w WHERE w.id = mine[1];
END $$;

CREATE FUNCTION timelog.hello(p_workspace uuid, p_node integer, p_token uuid, p_seen bigint) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = timelog, pg_temp AS $$
DECLARE
    caller timelog.member := timelog.caller(p_workspace);
    calling timelog.node := timelog.calling_node(p_workspace, p_node);
    found timelog.workspace;
BEGIN
    SELECT * INTO found FROM timelog.workspace WHERE id = p_workspace;
    IF p_seen > calling.seen AND p_seen <= found.seq THEN
        UPDATE timelog.node SET seen = p_seen, last_at = now()
        WHERE workspace_id = p_workspace AND node = p_node;
    END IF;
    RETURN jsonb_build_object(
        'role', caller.role, 'member', caller.login, 'seq', found.seq, 'clock', found.clock,
        'swept', found.swept, 'batch', calling.batch,
        'token_is_same', calling.token IS NULL OR calling.token IS NOT DISTINCT FROM p_token,
        'token', encode(uuid_send(calling.token), 'hex'), 'now_ms', timelog.now_ms());
END $$;

CREATE FUNCTION timelog.push(
    p_workspace uuid, p_node integer, p_batch bigint, p_token uuid, p_next_token uuid,
    p_seen bigint, p_body jsonb
) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = timelog, pg_temp
SET timezone = 'UTC' SET datestyle = 'ISO, YMD' SET jit = off AS $$
DECLARE
    caller timelog.member;
    calling timelog.node;
    shared timelog.workspace;
    p timelog.pushing;
    latest bigint;
BEGIN
    PERFORM timelog.caller(p_workspace);
    SELECT * INTO shared FROM timelog.workspace WHERE id = p_workspace FOR UPDATE;
    caller := timelog.caller(p_workspace);
    calling := timelog.calling_node(p_workspace, p_node);
    IF calling.token IS NOT NULL AND calling.token IS DISTINCT FROM p_token
        AND calling.token IS DISTINCT FROM p_next_token THEN
        RAISE EXCEPTION 'another copy of this file has synchronised since'
            USING ERRCODE = 'TL004', HINT = 'timelog sync join';
    END IF;
    IF p_batch <= calling.batch THEN
        RETURN jsonb_build_object('applied', false, 'seq', shared.seq, 'clock', shared.clock);
    END IF;
    IF coalesce((p_body -> 'issue')::boolean, false) AND p_seen <> shared.seq THEN
        RAISE EXCEPTION 'the hub has changes that are not here yet'
            USING ERRCODE = 'TL006', HINT = 'timelog sync';
    END IF;
    PERFORM timelog.check_shape(p_body);
    IF timelog.tables_of(p_body) = '{}' THEN
        -- Nothing for others to fetch.
        UPDATE timelog.node SET batch = p_batch, token = p_next_token, last_at = now()
        WHERE workspace_id = p_workspace AND node = p_node;
        RETURN jsonb_build_object('applied', true, 'seq', shared.seq, 'clock', shared.clock);
    END IF;
    latest := timelog.latest_clock(p_body, shared.clock);
    p := ROW(p_workspace, p_node, shared.seq + 1, greatest(shared.clock, latest, timelog.now_ms() << 16) + 1,
        p_seen, session_user, caller.owner_id, caller.role <> 'member', timelog.tables_of(p_body),
        coalesce((p_body -> 'issue')::boolean, false))::timelog.pushing;
    PERFORM timelog.merge_all(p, p_body);
    PERFORM timelog.sweep(p_workspace);
    UPDATE timelog.workspace SET seq = p.seq, clock = p.clock WHERE id = p_workspace;
    UPDATE timelog.node SET batch = p_batch, token = p_next_token, last_at = now(), pushed = p.seq
    WHERE workspace_id = p_workspace AND node = p_node;
    RETURN jsonb_build_object('applied', true, 'seq', p.seq, 'clock', p.clock);
END $$;

CREATE FUNCTION timelog.tables_of(p_body jsonb) RETURNS text[]
LANGUAGE sql STABLE SET search_path = timelog, pg_temp AS $$
    SELECT coalesce(array_agg(name), '{}') FROM (
        SELECT jsonb_object_keys(coalesce(p_body -> 'rows', '{}'))
        UNION
        SELECT jsonb_object_keys(coalesce(p_body -> 'deleted', '{}'))
    ) AS names (name)
$$;

-- The highest clock of what came; none may be more than a day ahead of the hub's own, unless the hub
-- was itself: then what follows from what it has is a little later than that.
CREATE FUNCTION timelog.latest_clock(p_body jsonb, p_known bigint) RETURNS bigint
LANGUAGE plpgsql SET search_path = timelog, pg_temp AS $$
DECLARE
    latest bigint;
    earliest bigint;
BEGIN
    SELECT max(clock::bigint), min(clock::bigint) INTO latest, earliest FROM (
        SELECT jsonb_path_query(p_body, '$.rows.*[*].clocks.*[0]') AS clock
        UNION ALL
        SELECT jsonb_path_query(p_body, '$.deleted.*[*].clock[0]')
    ) AS clocks;
    IF latest > greatest((timelog.now_ms() + 86400000) << 16, p_known + (1 << 24)) THEN
        RAISE EXCEPTION 'the clock of this computer is more than a day ahead of that of the hub'
            USING ERRCODE = 'TL005', HINT = 'set the clock right, then: timelog sync';
    ELSIF earliest < 0 THEN
        RAISE EXCEPTION 'a clock before 1970' USING ERRCODE = 'TL007';
    END IF;
    RETURN coalesce(latest, 0);
END $$;

-- What was decided about a conflict; the rows themselves come with a push.
CREATE FUNCTION timelog.resolve(p_workspace uuid, p_node integer, p_conflict bigint, p_resolution text)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = timelog, pg_temp AS $$
DECLARE
    caller timelog.member := timelog.caller(p_workspace);
    following bigint;
BEGIN
    PERFORM timelog.calling_node(p_workspace, p_node);
    IF p_resolution NOT IN ('mine', 'theirs', 'both') THEN
        RAISE EXCEPTION 'the resolution % is none of mine, theirs, both', p_resolution USING ERRCODE = 'TL007';
    END IF;
    UPDATE timelog.workspace SET seq = seq + 1 WHERE id = p_workspace RETURNING seq INTO following;
    UPDATE timelog.conflict AS c SET resolved_at = now(), resolution = p_resolution, hub_seq = following
    -- One that what was decided has ended already is decided too.
    WHERE c.workspace_id = p_workspace AND c.id = p_conflict AND c.resolution IS NULL
        AND (caller.role <> 'member' OR c.owner_id = caller.owner_id OR timelog.is_open_to_members(c.tbl));
    IF NOT FOUND THEN
        RAISE EXCEPTION 'there is no open conflict %', p_conflict
            USING ERRCODE = 'TL008', HINT = 'timelog sync conflicts';
    END IF;
END $$;

CREATE FUNCTION timelog.lease(p_workspace uuid, p_node integer, p_count bigint)
RETURNS TABLE (first bigint, last bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = timelog, pg_temp AS $$
DECLARE
    following bigint;
BEGIN
    PERFORM timelog.caller(p_workspace);
    PERFORM timelog.calling_node(p_workspace, p_node);
    IF p_count NOT BETWEEN 1 AND 1000000 THEN
        RAISE EXCEPTION 'a file can reserve 1 to 1000000 record numbers at once' USING ERRCODE = 'TL007';
    END IF;
    UPDATE timelog.workspace AS w SET next_record = w.next_record + p_count WHERE w.id = p_workspace
    RETURNING w.next_record INTO following;
    INSERT INTO timelog.lease (workspace_id, node, first, last)
    VALUES (p_workspace, p_node, following - p_count, following - 1);
    RETURN QUERY SELECT following - p_count, following - 1;
END $$;

-- The hub was restored from an older backup, so some of its numbers stand for other pushes in some
-- files: it goes on above all of them. The upper half of a number says how often that has been.
CREATE FUNCTION timelog.begin_again(p_workspace uuid, p_seen bigint, p_is_older boolean) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = timelog, pg_temp AS $$
DECLARE
    caller timelog.member := timelog.caller(p_workspace);
    shared timelog.workspace;
BEGIN
    SELECT * INTO shared FROM timelog.workspace WHERE id = p_workspace FOR UPDATE;
    IF shared.seq >> 32 <> p_seen >> 32 THEN
        RETURN;
    ELSIF caller.role = 'member' THEN
        IF NOT (p_is_older OR shared.seq < p_seen) THEN RETURN; END IF;
        -- A lead may have seen nothing since the backup, and is believed without a sign of it.
        RAISE EXCEPTION 'a lead or an owner of the workspace has to send everything first'
            USING ERRCODE = 'TL002', HINT = 'ask one to run: timelog sync --again';
    ELSIF p_seen NOT BETWEEN 0 AND 1::bigint << 60 THEN
        RAISE EXCEPTION 'the number of a push is too high' USING ERRCODE = 'TL007';
    END IF;
    -- Numbers of records that were reserved since the backup are not given to others.
    UPDATE timelog.workspace SET seq = ((p_seen >> 32) + 1) << 32, next_record = next_record + 1000
    WHERE id = p_workspace;
END $$;

CREATE FUNCTION timelog.leave(p_workspace uuid, p_node integer) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = timelog, pg_temp AS $$
BEGIN
    PERFORM timelog.caller(p_workspace);
    PERFORM timelog.calling_node(p_workspace, p_node);
    UPDATE timelog.node SET left_at = now() WHERE workspace_id = p_workspace AND node = p_node;
END $$;
