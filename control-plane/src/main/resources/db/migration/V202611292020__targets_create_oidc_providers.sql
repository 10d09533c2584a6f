create table control.oidc_providers (
    tenant_id text not null references control.tenants,
    provider_arn text not null,
    issuer text not null,
    client_ids jsonb not null,
    algorithms jsonb not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (tenant_id, provider_arn)
);
create index oidc_providers_by_age on control.oidc_providers (tenant_id, created_at, provider_arn);
select control.protect_tenant_table('oidc_providers');
