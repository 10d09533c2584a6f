-- What a process that starts while Kafka is away knows of suspensions: tenants that are suspended, or were.
create table identity.tenant_states (
    tenant_id text primary key,
    revision bigint not null,
    suspended boolean not null
);
select identity.protect_tenant_table('tenant_states', app_rights => 'select');

-- Topics that were read to their end once, with all that they told kept. No tenant's, and for no tenant's statements.
create table identity.topics_read (
    topic text primary key,
    read_at timestamptz not null
);
grant select, insert on identity.topics_read to ${system_role};
