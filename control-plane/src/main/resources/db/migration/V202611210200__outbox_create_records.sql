-- Revisions of everything that is published, of all tenants. Gaps are fine, going back is not.
create sequence control.revisions;

-- What every node should have: the current record of each key, sealed as it travels.
create table control.records (
    tenant_id text not null,
    topic text not null,
    key text collate "C" not null,
    partition integer not null,
    revision bigint not null,
    deleted boolean not null,
    -- KeyDigest of key and revision, 0 when deleted: the sum over a partition is its digest.
    digest bigint not null,
    value bytea not null,
    size integer not null generated always as (octet_length(value)) stored,
    published_at timestamptz not null,
    primary key (tenant_id, topic, key)
);
-- Sealed bytes do not compress.
alter table control.records alter column value set storage external;
create unique index records_by_partition on control.records (topic, partition, key) include (deleted, digest);
create index records_deleted on control.records (published_at) where deleted;
select control.protect_tenant_table('records', app_rights => 'select, insert, update');

-- Which records changed and are still to be sent. A row holds no value: the relay sends the key's current record.
create table control.outbox (
    tenant_id text not null,
    id bigint not null generated always as identity,
    topic text not null,
    key text collate "C" not null,
    revision bigint not null,
    created_at timestamptz not null default clock_timestamp(),
    sent_at timestamptz,
    primary key (tenant_id, id)
);
create index outbox_unsent on control.outbox (id) where sent_at is null;
create index outbox_sent on control.outbox (sent_at) where sent_at is not null;
select control.protect_tenant_table('outbox', app_rights => 'select, insert');
