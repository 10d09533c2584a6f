-- The calls of each stage by API key and UTC day. Kept when the API, the stage or the key goes: what was used is billed.
create table control.metered_days (
    tenant_id text not null references control.tenants,
    day date not null,
    api_id text not null,
    stage_name text not null,
    -- empty: calls without an API key
    key_id text not null,
    calls bigint not null,
    -- bytes of bodies
    request_bytes bigint not null,
    response_bytes bigint not null,
    primary key (tenant_id, day, api_id, stage_name, key_id)
);
create index metered_days_by_day on control.metered_days (day);
select control.protect_tenant_table('metered_days', app_rights => 'select');

-- What calls cost from a month on until the next list; the rows are the operator's.
create table control.price_lists (
    tenant_id text not null references control.tenants,
    -- its first day
    from_month date not null check (extract(day from from_month) = 1),
    prices jsonb not null,
    updated_at timestamptz not null,
    primary key (tenant_id, from_month)
);
select control.protect_tenant_table('price_lists');
