-- What the rows of a run were like when all were read and none was sent: written before the first message goes.
create table profiles (
    run           integer not null primary key,
    pipeline      text    not null,
    -- passed, held, or let_through by a person
    outcome       text    not null,
    -- whether all rows were read
    complete      integer not null,
    digest        text    not null,
    data          text    not null
);
create index profiles_of_pipeline on profiles (pipeline, run);
