-- Whoever makes a member looks at the mark within the tenant's own transaction, at one subject that the call names: the table
-- itself no tenant reads. The function runs as the owner, which row-level security holds as well.
create policy owner_looks on control.leaving_users for select to current_user using (true);
create function control.leaving_since(wanted text) returns timestamptz
    language sql stable security definer set search_path = '' as $$
    select since from control.leaving_users where subject = wanted
$$;
revoke all on function control.leaving_since(text) from public;
grant execute on function control.leaving_since(text) to ${app_role};
