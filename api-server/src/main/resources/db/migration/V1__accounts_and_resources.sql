CREATE TABLE account (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email         text NOT NULL UNIQUE CHECK (email = lower(email)),
    name          text NOT NULL,
    password_hash text NOT NULL,
    tier          text NOT NULL CHECK (tier IN ('free', 'pro', 'enterprise')),
    roles         text[] NOT NULL CHECK (cardinality(roles) > 0)
);

-- The primary key also serves the keyset pages of the list: WHERE id > ? ORDER BY id.
CREATE TABLE resource (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name        text NOT NULL,
    description text NOT NULL,
    version     integer NOT NULL,
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL
);
