-- Runs whose accounting is to be written into their source's database, and isn't yet.
create table unaudited (
    run           bigint not null primary key
);
