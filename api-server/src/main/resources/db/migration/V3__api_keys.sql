-- What API keys allow, and their SHA-256; never the keys. A key's mirror_due says when its row has
-- to be written to Redis next: at once after a change, again when it expires, null for never.
CREATE TABLE api_key (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    version      integer NOT NULL,
    name         text NOT NULL,
    prefix       text NOT NULL,
    key_hash     text NOT NULL UNIQUE CHECK (key_hash ~ '^[0-9a-f]{64}$'),
    subject      text NOT NULL,
    tier         text NOT NULL CHECK (tier IN ('free', 'pro', 'enterprise')),
    roles        text[] NOT NULL,
    scopes       text[] NOT NULL,
    created_by   text NOT NULL,
    created_at   timestamptz NOT NULL,
    expires_at   timestamptz,
    revoked_at   timestamptz,
    last_used_at timestamptz,
    rotated_from bigint UNIQUE REFERENCES api_key,
    mirror_due   timestamptz
);

CREATE INDEX api_key_of_subject ON api_key (subject, id);
CREATE INDEX api_key_due ON api_key (mirror_due) WHERE mirror_due IS NOT NULL;

-- Those of api-keys:read and api-keys:write reach the keys of the subject that asks.
INSERT INTO permission (name) VALUES ('api-keys:read-any'), ('api-keys:write-any')
ON CONFLICT DO NOTHING;

INSERT INTO role_permission (role, permission) VALUES
    ('admin', 'api-keys:read-any'), ('admin', 'api-keys:write-any')
ON CONFLICT DO NOTHING;
