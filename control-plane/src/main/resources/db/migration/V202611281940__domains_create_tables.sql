create table control.domain_names (
    tenant_id text not null references control.tenants,
    -- part of the ARN of a private domain
    id text not null unique,
    name text not null,
    is_private boolean not null,
    settings jsonb not null,
    -- the key of an uploaded certificate, sealed with the tenant's data key
    private_key bytea,
    created_at timestamptz not null,
    primary key (tenant_id, id)
);
-- A public name belongs to one tenant of the installation; a private one is told apart by its id.
create unique index domain_names_public on control.domain_names (name) where not is_private;
-- Finds the names that a wildcard covers.
create index domain_names_by_parent
    on control.domain_names (substr(name, strpos(name, '.') + 1)) where not is_private;
create index domain_names_by_age on control.domain_names (tenant_id, created_at, id);
create index domain_names_by_name on control.domain_names (tenant_id, name);
select control.protect_tenant_table('domain_names');

create table control.base_path_mappings (
    tenant_id text not null,
    domain_id text not null,
    -- as the wire has it: (none) for the empty one
    base_path text not null,
    api_id text not null,
    -- null: the first segment behind the base path names the stage
    stage text,
    created_at timestamptz not null,
    primary key (tenant_id, domain_id, base_path),
    foreign key (tenant_id, domain_id) references control.domain_names (tenant_id, id) on delete cascade,
    foreign key (tenant_id, api_id) references control.rest_apis (tenant_id, id),
    foreign key (tenant_id, api_id, stage) references control.stages (tenant_id, api_id, name)
);
create index base_path_mappings_by_age
    on control.base_path_mappings (tenant_id, domain_id, created_at, base_path);
create index base_path_mappings_by_api on control.base_path_mappings (tenant_id, api_id, stage);
select control.protect_tenant_table('base_path_mappings');
