create table control.api_keys (
    tenant_id text not null references control.tenants,
    id text not null,
    -- sealed with the tenant's data key
    value bytea not null,
    settings jsonb not null,
    -- what lists are filtered by
    name text generated always as (settings ->> 'name') stored,
    customer_id text generated always as (settings ->> 'customerId') stored,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (tenant_id, id)
);
create index api_keys_by_age on control.api_keys (tenant_id, created_at, id);
select control.protect_tenant_table('api_keys');

-- Which value is taken, by whom: a keyed hash of it, unique over all tenants. Apart from the keys, so that a value can be
-- claimed without failing the transaction when another tenant, whose rows nobody here may see, has it.
create table control.api_key_values (
    tenant_id text not null,
    hash bytea not null unique,
    api_key_id text not null,
    primary key (tenant_id, hash),
    foreign key (tenant_id, api_key_id) references control.api_keys (tenant_id, id)
        on delete cascade deferrable initially deferred
);
create index api_key_values_by_key on control.api_key_values (tenant_id, api_key_id);
select control.protect_tenant_table('api_key_values', app_rights => 'select, insert, delete');
