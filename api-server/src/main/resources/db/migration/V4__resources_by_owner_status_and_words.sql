-- Names are compared bytewise, so that one index serves order, keyset and prefix alike.
ALTER TABLE resource
    ALTER COLUMN name TYPE text COLLATE "C",
    ADD COLUMN owner text,
    ADD COLUMN status text NOT NULL DEFAULT 'ACTIVE' CHECK (status IN ('DRAFT', 'ACTIVE', 'ARCHIVED')),
    ADD COLUMN words tsvector NOT NULL
        GENERATED ALWAYS AS (to_tsvector('simple', name || ' ' || description)) STORED;

-- One for each order of the list; the id breaks ties and the keyset needs it.
CREATE INDEX resource_by_name ON resource (name, id);
CREATE INDEX resource_by_created_at ON resource (created_at, id);
CREATE INDEX resource_by_updated_at ON resource (updated_at, id);

-- For filters that few rows pass; where many do, the list's order is walked instead.
CREATE INDEX resource_by_owner ON resource (owner, id);
CREATE INDEX resource_by_status ON resource (status, id);
CREATE INDEX resource_by_words ON resource USING gin (words);
