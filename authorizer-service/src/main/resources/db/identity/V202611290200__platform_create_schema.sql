-- Row-level security keeps tenants apart here as in the schema control: every table of tenants calls
-- identity.protect_tenant_table once; the rights of a table and its policies stand nowhere else.

grant usage on schema identity to ${app_role}, ${system_role};
alter default privileges in schema identity grant usage, select on sequences to ${app_role}, ${system_role};

create function identity.protect_tenant_table(
    table_name text,
    tenant_column text default 'tenant_id',
    app_rights text default 'select, insert, update, delete')
returns void language plpgsql as $$
begin
    execute format('alter table identity.%I enable row level security', table_name);
    execute format('alter table identity.%I force row level security', table_name);
    execute format('grant %s on identity.%I to ${app_role}', app_rights, table_name);
    execute format('grant select, insert, update, delete on identity.%I to ${system_role}', table_name);
    -- An unset tenant is null or, after a transaction that set one, empty: neither equals any tenant.
    execute format(
        'create policy one_tenant on identity.%1$I to ${app_role}'
        ' using (%2$I = current_setting(''sluice.tenant'', true))'
        ' with check (%2$I = current_setting(''sluice.tenant'', true))',
        table_name, tenant_column);
    execute format('create policy all_tenants on identity.%I to ${system_role} using (true) with check (true)', table_name);
end $$;
