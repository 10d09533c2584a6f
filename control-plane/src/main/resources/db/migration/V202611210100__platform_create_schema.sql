-- Row-level security is the second lock behind Hibernate's tenant filter. Every table of tenants calls
-- control.protect_tenant_table once; the rights of a table and its policies stand nowhere else.

grant usage on schema control to ${app_role}, ${system_role};
alter default privileges in schema control grant usage, select on sequences to ${app_role}, ${system_role};

create function control.protect_tenant_table(
    table_name text,
    tenant_column text default 'tenant_id',
    app_rights text default 'select, insert, update, delete')
returns void language plpgsql as $$
begin
    execute format('alter table control.%I enable row level security', table_name);
    execute format('alter table control.%I force row level security', table_name);
    execute format('grant %s on control.%I to ${app_role}', app_rights, table_name);
    execute format('grant select, insert, update, delete on control.%I to ${system_role}', table_name);
    -- An unset tenant is null or, after a transaction that set one, empty: neither equals any tenant.
    execute format(
        'create policy one_tenant on control.%1$I to ${app_role}'
        ' using (%2$I = current_setting(''sluice.tenant'', true))'
        ' with check (%2$I = current_setting(''sluice.tenant'', true))',
        table_name, tenant_column);
    execute format('create policy all_tenants on control.%I to ${system_role} using (true) with check (true)', table_name);
end $$;
