create table control.usage_plans (
    tenant_id text not null references control.tenants,
    id text not null,
    settings jsonb not null,
    created_at timestamptz not null,
    primary key (tenant_id, id)
);
create index usage_plans_by_age on control.usage_plans (tenant_id, created_at, id);
select control.protect_tenant_table('usage_plans');

-- A stage leaves its plans when it is deleted, alone or with its API.
create table control.usage_plan_stages (
    tenant_id text not null,
    plan_id text not null,
    api_id text not null,
    stage_name text not null,
    -- order in the plan
    place integer not null,
    -- the limits of single methods
    throttles jsonb not null,
    primary key (tenant_id, plan_id, api_id, stage_name),
    foreign key (tenant_id, plan_id) references control.usage_plans (tenant_id, id),
    foreign key (tenant_id, api_id, stage_name) references control.stages (tenant_id, api_id, name) on delete cascade
);
create index usage_plan_stages_by_stage on control.usage_plan_stages (tenant_id, api_id, stage_name);
select control.protect_tenant_table('usage_plan_stages');

create table control.usage_plan_keys (
    tenant_id text not null,
    plan_id text not null,
    key_id text not null,
    created_at timestamptz not null,
    primary key (tenant_id, plan_id, key_id),
    foreign key (tenant_id, plan_id) references control.usage_plans (tenant_id, id) on delete cascade,
    foreign key (tenant_id, key_id) references control.api_keys (tenant_id, id) on delete cascade
);
create index usage_plan_keys_by_age on control.usage_plan_keys (tenant_id, plan_id, created_at, key_id);
create index usage_plan_keys_by_key on control.usage_plan_keys (tenant_id, key_id);
select control.protect_tenant_table('usage_plan_keys');

-- Kept when a key leaves its plan: coming back does not begin the quota anew.
create table control.usage_days (
    tenant_id text not null,
    plan_id text not null,
    key_id text not null,
    day date not null,
    -- calls counted on this day
    used bigint not null default 0,
    -- calls granted on this day beyond the quota, or taken from it, until its period ends
    extension bigint not null default 0,
    primary key (tenant_id, plan_id, key_id, day),
    foreign key (tenant_id, plan_id) references control.usage_plans (tenant_id, id) on delete cascade,
    foreign key (tenant_id, key_id) references control.api_keys (tenant_id, id) on delete cascade
);
create index usage_days_by_key on control.usage_days (tenant_id, key_id);
select control.protect_tenant_table('usage_days');
