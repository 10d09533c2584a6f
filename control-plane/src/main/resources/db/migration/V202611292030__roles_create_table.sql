create table control.roles (
    tenant_id text not null references control.tenants,
    name text not null,
    -- AROA…; another one when a role is made anew under the name
    role_id text not null,
    trust_policy text not null,
    -- documents by their names
    policies jsonb not null,
    max_session_seconds integer not null check (max_session_seconds between 3600 and 43200),
    created_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (tenant_id, name)
);
create index roles_by_age on control.roles (tenant_id, created_at, name);
select control.protect_tenant_table('roles');
