-- What parts of rows are, and what is counted from them. None of these reads a table.

CREATE FUNCTION timelog.folded(word text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN pg_catalog.lower(word COLLATE "C");

CREATE FUNCTION timelog.seconds_of(segments jsonb) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (
    SELECT coalesce(sum((one ->> 1)::bigint - (one ->> 0)::bigint), 0)::bigint
    FROM jsonb_array_elements(segments) AS one
);

-- In order, none within another, all between two instants.
CREATE FUNCTION timelog.are_segments(segments jsonb, not_before timestamptz, not_after timestamptz)
RETURNS boolean LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
    one jsonb;
    ended bigint := CASE WHEN isfinite(not_before) THEN extract(epoch FROM not_before) ELSE -50400 END;
    latest bigint := CASE WHEN isfinite(not_after) THEN extract(epoch FROM not_after) ELSE 7289697599 END;
BEGIN
    IF jsonb_typeof(segments) <> 'array' THEN RETURN false; END IF;
    FOR one IN SELECT jsonb_array_elements(segments) LOOP
        IF jsonb_array_length(one) <> 2 OR jsonb_typeof(one -> 0) <> 'number'
            OR jsonb_typeof(one -> 1) <> 'number' OR (one ->> 0)::bigint < ended
            OR (one ->> 1)::bigint <= (one ->> 0)::bigint THEN
            RETURN false;
        END IF;
        ended := (one ->> 1)::bigint;
    END LOOP;
    RETURN ended <= latest;
END $$;

CREATE FUNCTION timelog.are_tags(tags text[]) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN cardinality(tags) = 0 OR (
    SELECT bool_and(tag IS NOT NULL AND length(tag) BETWEEN 1 AND 100)
        AND count(*) = count(DISTINCT tag)
    FROM unnest(tags) AS tag
);

CREATE FUNCTION timelog.are_parents(parents text[]) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN cardinality(parents) = 0 OR (
    SELECT bool_and(parent IS NOT NULL AND length(parent) > 0)
        AND count(*) = count(DISTINCT parent)
    FROM unnest(parents) AS parent
);

CREATE FUNCTION timelog.are_addresses(emails jsonb) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN jsonb_typeof(emails) = 'array' AND (
    SELECT coalesce(bool_and(jsonb_array_length(one) = 2 AND length(one ->> 0) > 0
        AND jsonb_typeof(one -> 0) = 'string' AND jsonb_typeof(one -> 1) = 'number'), true)
        AND count(*) = count(DISTINCT lower((one ->> 0) COLLATE "C"))
    FROM jsonb_array_elements(emails) AS one
);

CREATE FUNCTION timelog.are_rates(rates jsonb) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN jsonb_typeof(rates) = 'array' AND (
    SELECT coalesce(bool_and(jsonb_array_length(one) = 3 AND one ->> 0 ~ '^\d{4}-\d\d-\d\d$'
        AND jsonb_typeof(one -> 1) = 'number'
        AND (one ->> 1)::numeric BETWEEN -50400 AND 7289697599
        AND one ->> 2 ~ '^\d[0-9]*(\.[0-9]+)?$' AND length(one ->> 2) <= 40), true)
        AND count(*) = count(DISTINCT one ->> 0) AND count(*) = count(DISTINCT one ->> 1)
    FROM jsonb_array_elements(rates) AS one
);

-- Whether two lists of segments have a moment in common.
CREATE FUNCTION timelog.meet(mine jsonb, theirs jsonb) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN EXISTS (
    SELECT FROM jsonb_array_elements(mine) AS a, jsonb_array_elements(theirs) AS b
    WHERE (a ->> 0)::bigint < (b ->> 1)::bigint AND (b ->> 0)::bigint < (a ->> 1)::bigint
);
