-- Keys whose use of a plan with a quota has changed since the nodes were told of it.
create table control.quota_changes (
    tenant_id text not null,
    plan_id text not null,
    key_id text not null,
    -- grows with each change, so that whoever told the nodes of one does not take another away
    changes bigint not null default 1,
    since timestamptz not null default clock_timestamp(),
    primary key (tenant_id, plan_id, key_id)
);
create index quota_changes_by_age on control.quota_changes (since);
select control.protect_tenant_table('quota_changes', app_rights => 'select, insert, update');
