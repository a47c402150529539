-- What destinations accepted, as far as sync modes compare rows with it. V2 of each database holds the same.
-- pipeline names the state: the pipeline's own, or another for runs into a receiver of their own.

create table states (
    pipeline      text    not null primary key,
    kind          text    not null
);

-- Sorted entries of 28 bytes: hash (16), value (8), versions and whether present (4), big-endian. first is the hash's
-- upper half with its first bit turned.
create table state_pages (
    pipeline      text    not null,
    first         bigint  not null,
    entries       bigint  not null,
    data          bytea    not null,
    primary key (pipeline, first)
);

-- The same entries in the order accepted, since the pages were written.
create table state_journal (
    pipeline      text    not null,
    number        bigint  not null,
    data          bytea    not null,
    primary key (pipeline, number)
);

-- The call that was accepted last for each key, where removals are to tell it.
create table last_calls (
    pipeline      text    not null,
    high          bigint  not null,
    low           bigint  not null,
    row_key       text    not null,
    content       bytea    not null,
    primary key (pipeline, high, low)
);

-- What a dead letter does to the state when it is accepted: an entry, and the kind of its row.
alter table receipts add column mark bytea;
