-- What destinations accepted, as far as sync modes compare rows with it. V2 of each database holds the same.
-- pipeline names the state: the pipeline's own, or another for runs into a receiver of their own.

create table states (
    pipeline      text    not null primary key,
    kind          text    not null
) without rowid;

-- Sorted entries of 28 bytes: hash (16), value (8), versions and whether present (4), big-endian. first is the hash's
-- upper half with its first bit turned.
create table state_pages (
    pipeline      text    not null,
    first         integer not null,
    entries       integer not null,
    data          blob    not null,
    primary key (pipeline, first)
);

-- The same entries in the order accepted, since the pages were written.
create table state_journal (
    pipeline      text    not null,
    number        integer not null,
    data          blob    not null,
    primary key (pipeline, number)
) without rowid;

-- The call that was accepted last for each key, where removals are to tell it.
create table last_calls (
    pipeline      text    not null,
    high          integer not null,
    low           integer not null,
    row_key       text    not null,
    content       blob    not null,
    primary key (pipeline, high, low)
) without rowid;

-- What a dead letter does to the state when it is accepted: an entry, and the kind of its row.
alter table receipts add column mark blob;
