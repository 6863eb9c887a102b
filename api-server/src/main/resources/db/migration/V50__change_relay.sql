-- Whom a change is for; null: for everybody.
ALTER TABLE change ADD COLUMN owner text;

-- One row: the greatest position that was given, and the greatest that went out on the bus. Whoever
-- has its lock gives and tells. Positions begin at the time (ms): after the loss of a database its
-- successor's are greater than all that clients have seen.
CREATE TABLE change_relay (
    only_row  boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    numbered  bigint NOT NULL,
    published bigint NOT NULL CHECK (published <= numbered)
);

INSERT INTO change_relay (numbered, published)
SELECT began, began FROM (SELECT (extract(epoch FROM now()) * 1000)::bigint AS began) AS clock;
