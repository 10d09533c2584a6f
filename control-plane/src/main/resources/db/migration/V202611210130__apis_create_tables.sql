create table control.rest_apis (
    tenant_id text not null references control.tenants,
    -- part of a host name, so unique over all tenants
    id text not null unique,
    root_resource_id text not null,
    settings jsonb not null,
    created_at timestamptz not null,
    primary key (tenant_id, id)
);
create index rest_apis_by_age on control.rest_apis (tenant_id, created_at, id);
select control.protect_tenant_table('rest_apis');

create table control.resources (
    tenant_id text not null,
    api_id text not null,
    id text not null,
    -- both null for the root
    parent_id text,
    path_part text,
    path text not null,
    created_at timestamptz not null,
    primary key (tenant_id, api_id, id),
    foreign key (tenant_id, api_id) references control.rest_apis (tenant_id, id) on delete cascade,
    foreign key (tenant_id, api_id, parent_id) references control.resources (tenant_id, api_id, id) on delete cascade,
    unique (tenant_id, api_id, parent_id, path_part)
);
create index resources_by_age on control.resources (tenant_id, api_id, created_at, id);
select control.protect_tenant_table('resources');

create table control.methods (
    tenant_id text not null,
    api_id text not null,
    resource_id text not null,
    verb text not null,
    -- the method with its responses and its integration
    definition jsonb not null,
    primary key (tenant_id, api_id, resource_id, verb),
    foreign key (tenant_id, api_id, resource_id)
        references control.resources (tenant_id, api_id, id) on delete cascade
);
select control.protect_tenant_table('methods');
