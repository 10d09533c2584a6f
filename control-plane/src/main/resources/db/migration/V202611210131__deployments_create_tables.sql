create table control.deployments (
    tenant_id text not null,
    api_id text not null,
    id text not null,
    description text,
    created_at timestamptz not null,
    primary key (tenant_id, api_id, id),
    foreign key (tenant_id, api_id) references control.rest_apis (tenant_id, id) on delete cascade
);
create index deployments_by_age on control.deployments (tenant_id, api_id, created_at, id);
select control.protect_tenant_table('deployments');

-- Apart from deployments, so that listing those does not read whole APIs.
create table control.frozen_apis (
    tenant_id text not null,
    api_id text not null,
    deployment_id text not null,
    document jsonb not null,
    primary key (tenant_id, api_id, deployment_id),
    foreign key (tenant_id, api_id) references control.rest_apis (tenant_id, id) on delete cascade
);
select control.protect_tenant_table('frozen_apis', 'tenant_id', 'select, insert, delete');
