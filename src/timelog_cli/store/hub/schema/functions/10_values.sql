-- What parts of rows are, and what is counted from them. None of these reads a table.

CREATE FUNCTION timelog.folded(word text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN pg_catalog.lower(word COLLATE "C");

-- Loops over expressions are faster than queries here, which would be started for each row.
CREATE FUNCTION timelog.seconds_of(segments jsonb) RETURNS bigint
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
    worked bigint := 0;
BEGIN
    FOR at IN 0 .. jsonb_array_length(segments) - 1 LOOP
        worked := worked + (segments -> at ->> 1)::bigint - (segments -> at ->> 0)::bigint;
    END LOOP;
    RETURN worked;
END $$;

-- In order, none within another, all between two instants.
CREATE FUNCTION timelog.are_segments(segments jsonb, not_before timestamptz, not_after timestamptz)
RETURNS boolean LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
    one jsonb;
    ended bigint := extract(epoch FROM not_before);
BEGIN
    IF jsonb_typeof(segments) <> 'array' THEN RETURN false; END IF;
    FOR at IN 0 .. jsonb_array_length(segments) - 1 LOOP
        one := segments -> at;
        IF jsonb_array_length(one) <> 2 OR jsonb_typeof(one -> 0) <> 'number'
            OR jsonb_typeof(one -> 1) <> 'number' OR (one ->> 0)::bigint < ended
            OR (one ->> 1)::bigint <= (one ->> 0)::bigint THEN
            RETURN false;
        END IF;
        ended := (one ->> 1)::bigint;
    END LOOP;
    RETURN ended <= extract(epoch FROM not_after);
END $$;

CREATE FUNCTION timelog.are_tags(tags text[]) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
    FOR at IN 1 .. cardinality(tags) LOOP
        IF tags[at] IS NULL OR length(tags[at]) NOT BETWEEN 1 AND 100
            OR tags[at] = ANY (tags[:at - 1]) THEN
            RETURN false;
        END IF;
    END LOOP;
    RETURN true;
END $$;

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
    SELECT coalesce(bool_and(coalesce(jsonb_array_length(one) = 2
        AND length(one ->> 0) BETWEEN 1 AND 1000 AND jsonb_typeof(one -> 0) = 'string'
        AND jsonb_typeof(one -> 1) = 'number' AND one ->> 1 ~ '^-?[0-9]{1,9}$', false)), true)
        AND count(*) = count(DISTINCT lower((one ->> 0) COLLATE "C"))
    FROM jsonb_array_elements(emails) AS one
);

CREATE FUNCTION timelog.are_rates(rates jsonb) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN jsonb_typeof(rates) = 'array' AND (
    SELECT coalesce(bool_and(coalesce(jsonb_array_length(one) = 3
        AND CASE WHEN one ->> 0 ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' THEN make_date(
            left(one ->> 0, 4)::integer, substr(one ->> 0, 6, 2)::integer,
            right(one ->> 0, 2)::integer) IS NOT NULL END
        AND jsonb_typeof(one -> 1) = 'number' AND one ->> 1 ~ '^-?[0-9]{1,10}$'
        AND (one ->> 1)::numeric BETWEEN -50400 AND 7289697599
        AND one ->> 2 ~ '^(0|[1-9][0-9]*)(\.[0-9]+)?$' AND length(one ->> 2) <= 40, false)), true)
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
