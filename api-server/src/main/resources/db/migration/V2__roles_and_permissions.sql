-- The rank orders the roles of an account: the most telling one first.
CREATE TABLE role (
    name text PRIMARY KEY CHECK (name ~ '^[a-z][a-z0-9-]{0,39}$'),
    rank smallint NOT NULL DEFAULT 100
);

CREATE TABLE permission (
    name text PRIMARY KEY CHECK (name ~ '^[a-z-]+:[a-z-]+$')
);

CREATE TABLE role_permission (
    role       text NOT NULL REFERENCES role ON DELETE CASCADE,
    permission text NOT NULL REFERENCES permission ON DELETE CASCADE,
    PRIMARY KEY (role, permission)
);

CREATE TABLE account_role (
    account_id bigint NOT NULL REFERENCES account ON DELETE CASCADE,
    role       text NOT NULL REFERENCES role,
    PRIMARY KEY (account_id, role)
);

INSERT INTO role (name, rank) VALUES ('admin', 10), ('user', 20);

INSERT INTO permission (name) VALUES
    ('resources:create'), ('resources:update'), ('resources:delete'),
    ('orders:create'), ('orders:read'), ('events:read'), ('me:read'), ('me:update'),
    ('resources:update-any'), ('resources:delete-any'), ('orders:read-any'),
    ('admin:read'), ('admin:write'), ('users:read'), ('users:write'),
    ('api-keys:read'), ('api-keys:write'), ('cache:read'), ('cache:clear'), ('faults:write');

INSERT INTO role_permission (role, permission)
SELECT 'user', unnest(ARRAY[
    'resources:create', 'resources:update', 'resources:delete',
    'orders:create', 'orders:read', 'events:read', 'me:read', 'me:update']);

INSERT INTO role_permission (role, permission)
SELECT 'admin', name FROM permission;

INSERT INTO role (name)
SELECT DISTINCT unnest(roles) FROM account
ON CONFLICT DO NOTHING;

INSERT INTO account_role (account_id, role)
SELECT DISTINCT id, unnest(roles) FROM account;

-- Tokens, and sessions, that began before these seconds since 1970 are over.
ALTER TABLE account
    DROP COLUMN roles,
    ADD COLUMN enabled boolean NOT NULL DEFAULT true,
    ADD COLUMN tokens_from bigint NOT NULL DEFAULT 0,
    ADD COLUMN sessions_from bigint NOT NULL DEFAULT 0;
