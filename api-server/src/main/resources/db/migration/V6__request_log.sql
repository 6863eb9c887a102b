-- One row for each request. The table is cut into eight by the hash of whose request it was, the
-- pattern for tables that outgrow one machine: a question about one subject touches one partition,
-- and a partition can be moved away as it is. Requests of nobody are spread by their own id.
-- The primary key answers for a subject, newest last; a batch that is sent twice is stored once.
CREATE TABLE request_log (
    shard_key       text NOT NULL,
    at              timestamptz NOT NULL,
    id              bigint NOT NULL,
    request_id      text NOT NULL,
    subject         text,
    tier            text,
    method          text NOT NULL,
    path            text NOT NULL,
    status          integer NOT NULL,
    duration_micros bigint NOT NULL,
    bytes           bigint NOT NULL,
    instance        text NOT NULL,
    PRIMARY KEY (shard_key, at, id)
) PARTITION BY HASH (shard_key);

DO $$
BEGIN
    FOR part IN 0..7 LOOP
        EXECUTE format('CREATE TABLE request_log_%s PARTITION OF request_log'
            ' FOR VALUES WITH (MODULUS 8, REMAINDER %s)', part, part);
    END LOOP;
END $$;

CREATE INDEX request_log_at ON request_log (at, id);
CREATE INDEX request_log_status ON request_log (status, at, id);
