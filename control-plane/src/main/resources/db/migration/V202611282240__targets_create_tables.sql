create table control.role_credentials (
    tenant_id text not null references control.tenants,
    role_arn text not null,
    access_key_id text not null,
    -- both sealed with the tenant's data key
    secret bytea not null,
    session_token bytea,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (tenant_id, role_arn)
);
create index role_credentials_by_age on control.role_credentials (tenant_id, created_at, role_arn);
select control.protect_tenant_table('role_credentials');

create table control.function_endpoints (
    tenant_id text not null references control.tenants,
    function_arn text not null,
    endpoint text not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (tenant_id, function_arn)
);
create index function_endpoints_by_age on control.function_endpoints (tenant_id, created_at, function_arn);
select control.protect_tenant_table('function_endpoints');

create table control.service_endpoints (
    tenant_id text not null references control.tenants,
    service text not null,
    endpoint text not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (tenant_id, service)
);
create index service_endpoints_by_age on control.service_endpoints (tenant_id, created_at, service);
select control.protect_tenant_table('service_endpoints');
