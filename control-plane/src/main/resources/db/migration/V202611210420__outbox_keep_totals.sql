-- What each change of a record adds to the number of live keys and to the digest of its partition. The sum of 64-bit
-- digests is kept as a number without bounds; readers take its lowest 64 bits.
alter table control.outbox
    add column partition integer,
    add column keys_change integer not null default 0,
    add column digest_change numeric not null default 0;

-- The changes that were sent, added up. With those that are not sent yet a partition's totals cost the same however
-- many records it has. Numbers of the cell, no tenant's data.
create table control.partition_totals (
    topic text not null,
    partition integer not null,
    keys bigint not null,
    digest numeric not null,
    primary key (topic, partition)
);
grant select, insert, update on control.partition_totals to ${system_role};
