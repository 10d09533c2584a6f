create table identity.functions (
    tenant_id text not null,
    name text collate "C" not null,
    description text not null,
    -- the newest version, and how many were ever made: numbers are not used again
    version integer not null,
    versions_made integer not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (tenant_id, name)
);
create index functions_by_age on identity.functions (tenant_id, created_at, name);
select identity.protect_tenant_table('functions');

create table identity.function_versions (
    tenant_id text not null,
    name text collate "C" not null,
    version integer not null,
    code text not null,
    code_sha256 text not null,
    created_at timestamptz not null,
    primary key (tenant_id, name, version),
    foreign key (tenant_id, name) references identity.functions on delete cascade
);
select identity.protect_tenant_table('function_versions');

-- What calls wrote. No foreign key: a log is written behind its call, when the function may be gone.
create table identity.function_logs (
    tenant_id text not null,
    id bigint not null generated always as identity,
    name text collate "C" not null,
    version integer not null,
    request_id text not null,
    started_at timestamptz not null,
    outcome text not null,
    duration_micros bigint not null,
    cpu_micros bigint not null,
    memory_bytes bigint not null,
    log text not null,
    primary key (tenant_id, id)
);
create index function_logs_by_time on identity.function_logs (tenant_id, name, started_at desc, id desc);
create index function_logs_by_age on identity.function_logs (started_at);
select identity.protect_tenant_table('function_logs');
