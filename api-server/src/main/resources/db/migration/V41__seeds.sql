-- How many rows of each kind were generated for load tests.
CREATE TABLE seed (
    kind text PRIMARY KEY,
    size integer NOT NULL
);
