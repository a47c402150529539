-- Times are milliseconds since 1970-01-01T00:00Z. V1 of each database holds the same tables and columns.

create table runs (
    seq           bigint generated always as identity primary key,
    id            text    not null unique,
    pipeline      text    not null,
    file          text    not null,
    digest        text    not null,
    started_by    text    not null,
    edition       text    not null,
    resumes       text,
    state         text    not null,
    started       bigint not null,
    ended         bigint,
    rows_read     bigint not null default 0,
    delivered     bigint not null default 0,
    rejected      bigint not null default 0,
    invalid       bigint not null default 0,
    filtered      bigint not null default 0,
    unchanged     bigint not null default 0,
    held          bigint not null default 0,
    dropped       bigint not null default 0,
    in_doubt      bigint not null default 0,
    resumed       bigint not null default 0,
    left_over     bigint not null default 0,
    why           text,
    details       text    not null default '{}',
    host          text    not null,
    pid           bigint not null,
    boot          text    not null,
    -- whether key_pages is complete for this run
    indexed       bigint not null default 0,
    -- whether its receipts were pruned, but for its open dead letters
    pruned        bigint not null default 0
);
create index runs_of_pipeline on runs (pipeline, seq);

-- One row for each recorded batch, every receipt in compact form. id = run's seq * 2^32 + number of the block.
create table blocks (
    id            bigint primary key,
    settled_at    bigint not null,
    receipts      bigint not null,
    data          bytea    not null
) with (toast_tuple_target = 8160);
-- Hashes don't compress, and a block is read whole: it stays in its row.
alter table blocks alter column data set storage external;

-- Where a key's receipts are: sorted (hash's upper 32 bits, number of the block), big-endian, some thousand a page.
create table key_pages (
    run           bigint not null,
    first_hash    bigint not null,
    page          bigint not null,
    data          bytea    not null,
    primary key (run, first_hash, page)
);

alter table key_pages alter column data set storage external;

-- In full, what isn't simply delivered. A dead letter is one with a letter state.
create table receipts (
    run           bigint not null,
    ordinal       bigint not null,
    bucket        text    not null,
    row_key       text,
    message_id    text,
    status        bigint,
    reason        text,
    detail        text,
    content_digest text,
    content       bytea,
    settled_at    bigint not null,
    letter        text,
    settled_by    text,
    note          text,
    primary key (run, ordinal)
);
create index open_letters on receipts (message_id) where letter = 'open';

create table positions (
    pipeline      text    not null primary key,
    value         text    not null,
    run           text    not null,
    moved_at      bigint not null
);

create table namespaces (
    pipeline      text    not null primary key,
    namespace     text    not null
);

-- Who carries a pipeline out. The holder has an advisory lock, too; this row outlives a host that died with it.
create table leases (
    pipeline      text    not null primary key,
    token         text    not null,
    host          text    not null,
    pid           bigint  not null,
    run           text    not null,
    since         bigint  not null,
    renewed       bigint  not null,
    valid_until   bigint  not null
);
