-- How far the reports of usage of each run of a node are counted. Numbers of the cell, no tenant's data.
create table control.usage_boots (
    boot text not null primary key,
    sequence bigint not null,
    heard_at timestamptz not null
);
create index usage_boots_by_age on control.usage_boots (heard_at);
grant select, insert, update, delete on control.usage_boots to ${system_role};
alter table control.usage_boots enable row level security;
alter table control.usage_boots force row level security;
create policy all_tenants on control.usage_boots to ${system_role} using (true) with check (true);
