-- Models, request validators, authorizers, gateway responses, documentation: what an API keeps beside its paths.
create table control.api_items (
    tenant_id text not null,
    api_id text not null,
    kind text not null,
    -- what paths name it by: a random id, or the name of a model, the type of a gateway response
    id text not null,
    document jsonb not null,
    created_at timestamptz not null,
    primary key (tenant_id, api_id, kind, id),
    foreign key (tenant_id, api_id) references control.rest_apis (tenant_id, id) on delete cascade
);
create index api_items_by_age on control.api_items (tenant_id, api_id, kind, created_at, id);
select control.protect_tenant_table('api_items');
