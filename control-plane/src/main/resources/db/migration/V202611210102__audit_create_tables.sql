-- Append-only for requests: the application role has neither update nor delete on the records.
create table control.audit_records (
    tenant_id text not null references control.tenants,
    sequence bigint not null,
    at timestamptz not null,
    principal text not null,
    access_key_id text not null,
    source_address text not null,
    request_id text not null,
    operation text not null,
    target text not null,
    request_digest text not null,
    before_digest text not null,
    after_digest text not null,
    -- HMAC under a key derived from the tenant's data key, over the former hash and all of the above
    hash bytea not null,
    primary key (tenant_id, sequence)
);
select control.protect_tenant_table('audit_records', app_rights => 'select, insert');

-- The end of each chain: its row lock orders the writers, and it shows when the newest records were removed.
create table control.audit_heads (
    tenant_id text primary key references control.tenants,
    sequence bigint not null,
    hash bytea not null
);
select control.protect_tenant_table('audit_heads', app_rights => 'select, insert, update');
