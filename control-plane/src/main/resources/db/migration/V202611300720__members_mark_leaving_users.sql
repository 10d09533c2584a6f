-- Users of the platform's pool who are being removed there, since they are members nowhere; for some minutes nobody lets them in.
-- A user belongs to no tenant.
create table control.leaving_users (
    subject text not null primary key,
    since timestamptz not null
);
create index leaving_users_by_age on control.leaving_users (since);
grant select, insert, update, delete on control.leaving_users to ${system_role};
alter table control.leaving_users enable row level security;
alter table control.leaving_users force row level security;
create policy all_tenants on control.leaving_users to ${system_role} using (true) with check (true);
