-- As every table: what no policy admits is not there. Requests have neither a right nor a policy here.
alter table control.partition_totals enable row level security;
alter table control.partition_totals force row level security;
create policy all_tenants on control.partition_totals to ${system_role} using (true) with check (true);
