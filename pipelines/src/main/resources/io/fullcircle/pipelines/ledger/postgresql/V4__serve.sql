-- The time for which a run was scheduled; null where nobody's schedule began it.
alter table runs add column due bigint;
create index runs_due on runs (pipeline, due) where due is not null;

-- Who is due when, and which server has taken it; db-scheduler's table, whose names and types these are.
create table schedules (
    task_name            text    not null,
    task_instance        text    not null,
    task_data            bytea,
    execution_time       timestamp with time zone not null,
    picked               boolean not null,
    picked_by            text,
    last_success         timestamp with time zone,
    last_failure         timestamp with time zone,
    consecutive_failures integer,
    last_heartbeat       timestamp with time zone,
    version              bigint  not null,
    priority             smallint,
    primary key (task_name, task_instance)
);
create index schedules_due on schedules (execution_time);
create index schedules_alive on schedules (last_heartbeat);

-- The state of a pipeline that was told last, and the run that brought it.
create table told (
    pipeline      text    not null primary key,
    state         text    not null,
    run           bigint  not null
);

-- What is still to be told.
create table notices (
    id            bigint generated always as identity primary key,
    pipeline      text    not null,
    body          text    not null,
    made          bigint  not null,
    attempts      bigint  not null default 0,
    next_attempt  bigint  not null
);
