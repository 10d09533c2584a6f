-- User pools and what is in them. Deleting a pool deletes the rest.

-- What each tenant's secrets are sealed with; the cell key wraps it.
create table identity.user_pool_data_keys (
    tenant_id text primary key,
    data_key bytea not null
);

create table identity.user_pools (
    tenant_id text not null,
    id text not null,
    name text not null,
    settings jsonb not null,
    schema_attributes jsonb not null,
    decoy_key bytea not null,
    created_at timestamptz not null,
    modified_at timestamptz not null,
    primary key (tenant_id, id),
    unique (id)
);

-- Public halves are published while a token may be signed with them; private halves are sealed.
create table identity.user_pool_keys (
    tenant_id text not null,
    pool_id text not null,
    id text not null,
    key_use text not null check (key_use in ('ID', 'ACCESS')),
    public_key bytea not null,
    private_key bytea not null,
    created_at timestamptz not null,
    retired_at timestamptz,
    primary key (tenant_id, pool_id, id),
    foreign key (tenant_id, pool_id) references identity.user_pools (tenant_id, id) on delete cascade
);
create unique index user_pool_keys_current on identity.user_pool_keys (tenant_id, pool_id, key_use) where retired_at is null;

create table identity.user_pool_clients (
    tenant_id text not null,
    pool_id text not null,
    id text not null,
    name text not null,
    secret bytea,
    settings jsonb not null,
    created_at timestamptz not null,
    modified_at timestamptz not null,
    primary key (tenant_id, pool_id, id),
    unique (id),
    foreign key (tenant_id, pool_id) references identity.user_pools (tenant_id, id) on delete cascade
);

create table identity.user_pool_domains (
    tenant_id text not null,
    pool_id text not null,
    domain text not null,
    created_at timestamptz not null,
    primary key (tenant_id, pool_id),
    unique (domain),
    foreign key (tenant_id, pool_id) references identity.user_pools (tenant_id, id) on delete cascade
);

create table identity.resource_servers (
    tenant_id text not null,
    pool_id text not null,
    identifier text not null,
    name text not null,
    scopes jsonb not null,
    primary key (tenant_id, pool_id, identifier),
    foreign key (tenant_id, pool_id) references identity.user_pools (tenant_id, id) on delete cascade
);

create table identity.users (
    tenant_id text not null,
    pool_id text not null,
    sub uuid not null,
    username text not null,
    username_key text not null,
    status text not null check (status in
        ('UNCONFIRMED', 'CONFIRMED', 'FORCE_CHANGE_PASSWORD', 'RESET_REQUIRED', 'EXTERNAL_PROVIDER')),
    enabled boolean not null,
    attributes jsonb not null,
    -- Argon2id, and for SRP a salt in hexadecimal and a sealed verifier.
    password_hash text,
    srp_salt text,
    srp_verifier bytea,
    temporary_until timestamptz,
    created_at timestamptz not null,
    modified_at timestamptz not null,
    primary key (tenant_id, pool_id, sub),
    unique (tenant_id, pool_id, username_key),
    foreign key (tenant_id, pool_id) references identity.user_pools (tenant_id, id) on delete cascade
);

create table identity.user_aliases (
    tenant_id text not null,
    pool_id text not null,
    kind text not null,
    alias text not null,
    sub uuid not null,
    primary key (tenant_id, pool_id, kind, alias),
    foreign key (tenant_id, pool_id, sub) references identity.users (tenant_id, pool_id, sub) on delete cascade
);
create index user_aliases_by_user on identity.user_aliases (tenant_id, pool_id, sub);

create table identity.user_groups (
    tenant_id text not null,
    pool_id text not null,
    name text not null,
    description text,
    role_arn text,
    precedence int,
    created_at timestamptz not null,
    modified_at timestamptz not null,
    primary key (tenant_id, pool_id, name),
    foreign key (tenant_id, pool_id) references identity.user_pools (tenant_id, id) on delete cascade
);

create table identity.user_group_members (
    tenant_id text not null,
    pool_id text not null,
    group_name text not null,
    sub uuid not null,
    primary key (tenant_id, pool_id, group_name, sub),
    foreign key (tenant_id, pool_id, group_name)
        references identity.user_groups (tenant_id, pool_id, name) on delete cascade,
    foreign key (tenant_id, pool_id, sub) references identity.users (tenant_id, pool_id, sub) on delete cascade
);
create index user_group_members_by_user on identity.user_group_members (tenant_id, pool_id, sub);

-- A sign-in. Its refresh tokens and its access tokens end with it.
create table identity.sign_ins (
    tenant_id text not null,
    pool_id text not null,
    origin uuid not null,
    client_id text not null,
    sub uuid not null,
    scopes text not null,
    nonce text,
    auth_time timestamptz not null,
    expires_at timestamptz not null,
    revoked_at timestamptz,
    primary key (tenant_id, pool_id, origin),
    foreign key (tenant_id, pool_id, client_id)
        references identity.user_pool_clients (tenant_id, pool_id, id) on delete cascade,
    foreign key (tenant_id, pool_id, sub) references identity.users (tenant_id, pool_id, sub) on delete cascade
);
create index sign_ins_by_user on identity.sign_ins (tenant_id, pool_id, sub);
create index sign_ins_by_end on identity.sign_ins (tenant_id, pool_id, expires_at);

create table identity.refresh_tokens (
    tenant_id text not null,
    pool_id text not null,
    digest bytea not null,
    origin uuid not null,
    replaced_at timestamptz,
    primary key (tenant_id, pool_id, digest),
    foreign key (tenant_id, pool_id, origin)
        references identity.sign_ins (tenant_id, pool_id, origin) on delete cascade
);
create index refresh_tokens_by_sign_in on identity.refresh_tokens (tenant_id, pool_id, origin);

-- Challenges, authorization codes and browser sessions, found by digest.
create table identity.user_sessions (
    tenant_id text not null,
    pool_id text not null,
    digest bytea not null,
    kind text not null,
    client_id text not null,
    sub uuid,
    content bytea not null,
    expires_at timestamptz not null,
    primary key (tenant_id, pool_id, digest),
    foreign key (tenant_id, pool_id) references identity.user_pools (tenant_id, id) on delete cascade
);
create index user_sessions_by_end on identity.user_sessions (tenant_id, pool_id, expires_at);
create index user_sessions_by_user on identity.user_sessions (tenant_id, pool_id, sub);

create table identity.user_codes (
    tenant_id text not null,
    pool_id text not null,
    sub uuid not null,
    purpose text not null,
    code bytea not null,
    attempts int not null,
    expires_at timestamptz not null,
    primary key (tenant_id, pool_id, sub, purpose),
    foreign key (tenant_id, pool_id, sub) references identity.users (tenant_id, pool_id, sub) on delete cascade
);

-- Failures by a digest of what they are counted for: a name, whether or not a user has it, or an address.
create table identity.user_attempts (
    tenant_id text not null,
    pool_id text not null,
    digest bytea not null,
    failures int not null,
    last_at timestamptz not null,
    locked_until timestamptz,
    primary key (tenant_id, pool_id, digest),
    foreign key (tenant_id, pool_id) references identity.user_pools (tenant_id, id) on delete cascade
);
create index user_attempts_by_age on identity.user_attempts (tenant_id, pool_id, last_at);

-- The outbox: what users must be told.
create table identity.user_messages (
    tenant_id text not null,
    pool_id text not null,
    id bigint generated always as identity,
    username text not null,
    purpose text not null,
    medium text not null,
    destination text not null,
    content bytea not null,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    sent_at timestamptz,
    primary key (tenant_id, pool_id, id),
    foreign key (tenant_id, pool_id) references identity.user_pools (tenant_id, id) on delete cascade
);
create index user_messages_by_end on identity.user_messages (tenant_id, pool_id, expires_at);

select identity.protect_tenant_table(name)
from unnest(array[
    'user_pool_data_keys', 'user_pools', 'user_pool_keys', 'user_pool_clients', 'user_pool_domains', 'resource_servers', 'users',
    'user_aliases', 'user_groups', 'user_group_members', 'sign_ins', 'refresh_tokens', 'user_sessions', 'user_codes',
    'user_attempts', 'user_messages']) as name;
