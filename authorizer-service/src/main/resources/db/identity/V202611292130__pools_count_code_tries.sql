-- Tries at confirmation codes, by a digest of what the code is for and of whom: a user, or a name that nobody has.
create table identity.user_code_tries (
    tenant_id text not null,
    pool_id text not null,
    digest bytea not null,
    tries int not null,
    last_at timestamptz not null,
    primary key (tenant_id, pool_id, digest),
    foreign key (tenant_id, pool_id) references identity.user_pools (tenant_id, id) on delete cascade
);
create index user_code_tries_by_age on identity.user_code_tries (tenant_id, pool_id, last_at);
select identity.protect_tenant_table('user_code_tries');

-- Counted there before; services of the version before still do.
alter table identity.user_codes alter column attempts set default 0;
