-- Networks that users signed in from, which a lock for everybody leaves alone: by digests of user and network.
create table identity.user_networks (
    tenant_id text not null,
    pool_id text not null,
    name bytea not null,
    network bytea not null,
    last_at timestamptz not null,
    primary key (tenant_id, pool_id, name, network),
    foreign key (tenant_id, pool_id) references identity.user_pools (tenant_id, id) on delete cascade
);
create index user_networks_by_age on identity.user_networks (tenant_id, pool_id, last_at);
select identity.protect_tenant_table('user_networks');
