create table control.tenants (
    id text primary key check (id ~ '^[0-9]{12}$'),
    name text not null,
    status text not null check (status in ('active', 'suspended')),
    max_timeout_millis integer not null default 29000,
    max_payload_bytes integer not null default 10485760,
    max_rest_apis integer not null default 600,
    wait_for_propagation boolean not null default false,
    created_at timestamptz not null
);
select control.protect_tenant_table('tenants', 'id');

create table control.tenant_data_keys (
    tenant_id text primary key references control.tenants,
    -- sealed with the master key
    data_key bytea not null
);
select control.protect_tenant_table('tenant_data_keys');

create table control.access_keys (
    tenant_id text not null references control.tenants,
    id text not null unique,
    name text not null,
    -- a built-in role, or a policy of the key's own
    role text,
    policy text,
    -- sealed with the tenant's data key
    secret bytea not null,
    -- made by the start of the installation, not by a call; replaced when the credentials file is made anew
    bootstrap boolean not null default false,
    created_at timestamptz not null,
    check ((role is null) <> (policy is null)),
    primary key (tenant_id, id)
);
select control.protect_tenant_table('access_keys');
