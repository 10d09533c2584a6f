create table control.vpc_links (
    tenant_id text not null references control.tenants,
    id text not null,
    settings jsonb not null,
    created_at timestamptz not null,
    primary key (tenant_id, id)
);
create index vpc_links_by_age on control.vpc_links (tenant_id, created_at, id);
select control.protect_tenant_table('vpc_links');

-- A link goes only while no integration names it.
create index methods_by_connection on control.methods (tenant_id, (definition #>> '{integration,connectionId}'))
    where definition #>> '{integration,connectionId}' is not null;
