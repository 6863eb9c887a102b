-- The outbox of changes. A position is given when a change is told, in the order of telling: ids are
-- given before commits, so that an id can become visible after a greater one.
CREATE TABLE change (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    position    bigint UNIQUE,
    action      text NOT NULL CHECK (action IN ('created', 'updated', 'deleted')),
    type        text NOT NULL,
    subject_id  bigint NOT NULL,
    version     integer NOT NULL,
    data        jsonb,
    happened_at timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX change_untold ON change (id) WHERE position IS NULL;
