-- What gateways read in Redis under apifleet:revoked:…; the truth is here. A row that was not told yet is
-- one that Redis may not have.
CREATE TABLE revocation (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind          text NOT NULL CHECK (kind IN ('TOKEN', 'SUBJECT')),
    name          text NOT NULL,
    starts_before bigint NOT NULL,
    ends_sessions boolean NOT NULL,
    expires_at    timestamptz NOT NULL,
    told          boolean NOT NULL DEFAULT false,
    UNIQUE (kind, name)
);

CREATE INDEX revocation_untold ON revocation (id) WHERE NOT told;
CREATE INDEX revocation_expiry ON revocation (expires_at);
