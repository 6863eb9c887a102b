-- Answers to requests that carried an Idempotency-Key, for those who repeat them. The id is the
-- SHA-256 of caller, path and key; the row is written by the transaction that does what was asked.
CREATE TABLE idempotency (
    id          text PRIMARY KEY,
    fingerprint text NOT NULL,
    status      integer,
    headers     text,
    body        text,
    expires_at  timestamptz NOT NULL
);

CREATE INDEX idempotency_expiry ON idempotency (expires_at);
