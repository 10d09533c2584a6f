create table control.tenants (
    id text primary key check (id ~ '^[0-9]{12}$'),
    name text not null,
    status text not null check (status in ('active', 'suspended')),
    -- wrapped by the master key
    data_key bytea not null,
    limits jsonb not null default '{}',
    created_at timestamptz not null
);
select control.protect_tenant_table('tenants', 'id');

create table control.access_keys (
    tenant_id text not null references control.tenants,
    id text not null unique,
    -- sealed with the tenant's data key
    secret bytea not null,
    role text not null,
    created_at timestamptz not null,
    primary key (tenant_id, id)
);
select control.protect_tenant_table('access_keys');
