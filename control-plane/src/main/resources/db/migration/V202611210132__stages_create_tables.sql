create table control.stages (
    tenant_id text not null,
    api_id text not null,
    name text not null,
    deployment_id text not null,
    settings jsonb not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (tenant_id, api_id, name),
    foreign key (tenant_id, api_id) references control.rest_apis (tenant_id, id) on delete cascade,
    -- a deployment stays as long as a stage points at it
    foreign key (tenant_id, api_id, deployment_id)
        references control.frozen_apis (tenant_id, api_id, deployment_id)
);
select control.protect_tenant_table('stages');
