-- An order outlives the resources it is of: items keep the name as it was, and refer to nothing.
CREATE TABLE orders (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    owner      text NOT NULL,
    status     text NOT NULL CHECK (status IN ('placed')),
    created_at timestamptz NOT NULL
);

-- The pages of somebody's orders, the newest first; those of all go by the primary key.
CREATE INDEX orders_by_owner ON orders (owner, id);

CREATE TABLE order_item (
    order_id    bigint NOT NULL REFERENCES orders ON DELETE CASCADE,
    position    integer NOT NULL,
    resource_id bigint NOT NULL,
    name        text NOT NULL,
    quantity    integer NOT NULL CHECK (quantity > 0),
    PRIMARY KEY (order_id, position)
);
