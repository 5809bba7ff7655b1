-- What is not exchanged itself: who takes part, from where, and what could not be agreed on.

CREATE TABLE timelog.migration (
    version integer PRIMARY KEY,
    applied_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE timelog.migration IS 'The versions that this schema has had; the highest one is its own.';

CREATE TABLE timelog.workspace (
    id uuid PRIMARY KEY,
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    seq bigint NOT NULL DEFAULT 0,
    clock bigint NOT NULL DEFAULT 0,
    next_record bigint NOT NULL DEFAULT 1,
    next_node integer NOT NULL DEFAULT 1,
    swept bigint NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX workspace_name ON timelog.workspace (lower(name COLLATE "C"));
COMMENT ON TABLE timelog.workspace IS 'What one team shares.';
COMMENT ON COLUMN timelog.workspace.seq IS 'The number of the last push; pushes come one after the other.';
COMMENT ON COLUMN timelog.workspace.clock IS 'The highest clock that is known: milliseconds since 1970, shifted by 16 bits, and a counter.';
COMMENT ON COLUMN timelog.workspace.swept IS 'The number of the push up to which deleted rows are gone for good, as every file knows.';
COMMENT ON COLUMN timelog.workspace.next_record IS 'The first record number that is not given to a file.';

CREATE TABLE timelog.member (
    workspace_id uuid NOT NULL REFERENCES timelog.workspace (id),
    login name NOT NULL,
    role text NOT NULL CHECK (role IN ('owner', 'lead', 'member')),
    owner_id uuid,
    added_at timestamptz NOT NULL DEFAULT now(),
    removed_at timestamptz,
    PRIMARY KEY (workspace_id, login)
);
COMMENT ON TABLE timelog.member IS 'Who takes part in a workspace: the login role of PostgreSQL, with a role in the team.';
COMMENT ON COLUMN timelog.member.owner_id IS 'The row of owner whose logs are those of this person.';

CREATE TABLE timelog.node (
    workspace_id uuid NOT NULL REFERENCES timelog.workspace (id),
    node integer NOT NULL,
    member name NOT NULL,
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    batch bigint NOT NULL DEFAULT 0,
    token uuid,
    seen bigint NOT NULL DEFAULT 0,
    pushed bigint NOT NULL DEFAULT 0,
    last_at timestamptz NOT NULL DEFAULT now(),
    left_at timestamptz,
    PRIMARY KEY (workspace_id, node),
    FOREIGN KEY (workspace_id, member) REFERENCES timelog.member (workspace_id, login)
);
COMMENT ON TABLE timelog.node IS 'The files that take part, each of one member.';
COMMENT ON COLUMN timelog.node.batch IS 'The last batch that came from it.';
COMMENT ON COLUMN timelog.node.pushed IS 'The number of its last push.';
COMMENT ON COLUMN timelog.node.token IS 'What its next batch must bring along, so that a copy of the file is noticed.';
COMMENT ON COLUMN timelog.node.seen IS 'The number of the push up to which it had all when it last called.';

CREATE TABLE timelog.lease (
    workspace_id uuid NOT NULL,
    node integer NOT NULL,
    first bigint NOT NULL,
    last bigint NOT NULL CHECK (last >= first),
    PRIMARY KEY (workspace_id, first),
    FOREIGN KEY (workspace_id, node) REFERENCES timelog.node (workspace_id, node)
);
COMMENT ON TABLE timelog.lease IS 'The record numbers that a file may give.';

CREATE TABLE timelog.conflict (
    workspace_id uuid NOT NULL REFERENCES timelog.workspace (id),
    id bigint NOT NULL,
    kind text NOT NULL CHECK (kind IN ('change', 'deletion', 'billed', 'name', 'overlap')),
    tbl text NOT NULL,
    uuid uuid NOT NULL,
    other_uuid uuid,
    owner_id uuid,
    grp text NOT NULL DEFAULT '',
    kept jsonb,
    lost jsonb,
    node integer NOT NULL,
    member name,
    at timestamptz NOT NULL DEFAULT now(),
    resolved_at timestamptz,
    resolution text,
    hub_seq bigint NOT NULL,
    PRIMARY KEY (workspace_id, id)
);
CREATE INDEX conflict_hub_seq ON timelog.conflict (workspace_id, hub_seq);
CREATE INDEX conflict_uuid ON timelog.conflict (workspace_id, uuid);
CREATE INDEX conflict_other ON timelog.conflict (workspace_id, other_uuid) WHERE other_uuid IS NOT NULL;
COMMENT ON TABLE timelog.conflict IS 'What two files said differently: what is kept, and what somebody said that is not.';
COMMENT ON COLUMN timelog.conflict.owner_id IS 'The owner whose rows it is about, where members see only their own.';
COMMENT ON COLUMN timelog.conflict.node IS 'The file whose values are in lost.';
COMMENT ON COLUMN timelog.conflict.resolution IS 'What was decided: mine, theirs or both; NULL with resolved_at: it is over by itself.';

-- Numbers within a workspace; pushes come one after the other, so none is taken twice.
CREATE FUNCTION timelog.number_conflict() RETURNS trigger LANGUAGE plpgsql
SET search_path = timelog, pg_temp AS $$
BEGIN
    SELECT coalesce(max(id), 0) + 1 INTO NEW.id
    FROM timelog.conflict WHERE workspace_id = NEW.workspace_id;
    IF NEW.member IS NULL THEN
        SELECT node.member INTO NEW.member FROM timelog.node
        WHERE node.workspace_id = NEW.workspace_id AND node.node = NEW.node;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER number_conflict BEFORE INSERT ON timelog.conflict
FOR EACH ROW EXECUTE FUNCTION timelog.number_conflict();
