-- The time for which a run was scheduled; null where nobody's schedule began it.
alter table runs add column due integer;
create index runs_due on runs (pipeline, due) where due is not null;

-- Who is due when, and which server has taken it; db-scheduler's table, whose names these are.
create table schedules (
    task_name            text    not null,
    task_instance        text    not null,
    task_data            blob,
    execution_time       integer not null,
    picked               integer not null,
    picked_by            text,
    last_success         integer,
    last_failure         integer,
    consecutive_failures integer,
    last_heartbeat       integer,
    version              integer not null,
    priority             integer,
    primary key (task_name, task_instance)
) without rowid;
create index schedules_due on schedules (execution_time);
create index schedules_alive on schedules (last_heartbeat);

-- The state of a pipeline that was told last, and the run that brought it.
create table told (
    pipeline      text    not null primary key,
    state         text    not null,
    run           integer not null
) without rowid;

-- What is still to be told.
create table notices (
    id            integer primary key autoincrement,
    pipeline      text    not null,
    body          text    not null,
    made          integer not null,
    attempts      integer not null default 0,
    next_attempt  integer not null
);
