-- Times are milliseconds since 1970-01-01T00:00Z. V1 of each database holds the same tables and columns.

create table runs (
    seq           integer primary key autoincrement,
    id            text    not null unique,
    pipeline      text    not null,
    file          text    not null,
    digest        text    not null,
    started_by    text    not null,
    edition       text    not null,
    resumes       text,
    state         text    not null,
    started       integer not null,
    ended         integer,
    rows_read     integer not null default 0,
    delivered     integer not null default 0,
    rejected      integer not null default 0,
    invalid       integer not null default 0,
    filtered      integer not null default 0,
    unchanged     integer not null default 0,
    held          integer not null default 0,
    dropped       integer not null default 0,
    in_doubt      integer not null default 0,
    resumed       integer not null default 0,
    left_over     integer not null default 0,
    why           text,
    details       text    not null default '{}',
    host          text    not null,
    pid           integer not null,
    boot          text    not null,
    -- whether key_pages is complete for this run
    indexed       integer not null default 0,
    -- whether its receipts were pruned, but for its open dead letters
    pruned        integer not null default 0
);
create index runs_of_pipeline on runs (pipeline, seq);

-- One row for each recorded batch, every receipt in compact form. id = run's seq * 2^32 + number of the block.
create table blocks (
    id            integer primary key,
    settled_at    integer not null,
    receipts      integer not null,
    data          blob    not null
);

-- Where a key's receipts are: sorted (hash's upper 32 bits, number of the block), big-endian, some thousand a page.
create table key_pages (
    run           integer not null,
    first_hash    integer not null,
    page          integer not null,
    data          blob    not null,
    primary key (run, first_hash, page)
) without rowid;

-- In full, what isn't simply delivered. A dead letter is one with a letter state.
create table receipts (
    run           integer not null,
    ordinal       integer not null,
    bucket        text    not null,
    row_key       text,
    message_id    text,
    status        integer,
    reason        text,
    detail        text,
    content_digest text,
    content       blob,
    settled_at    integer not null,
    letter        text,
    settled_by    text,
    note          text,
    primary key (run, ordinal)
) without rowid;
create index open_letters on receipts (message_id) where letter = 'open';

create table positions (
    pipeline      text    not null primary key,
    value         text    not null,
    run           text    not null,
    moved_at      integer not null
) without rowid;

create table namespaces (
    pipeline      text    not null primary key,
    namespace     text    not null
) without rowid;
