create table control.members (
    tenant_id text not null references control.tenants,
    id text not null,
    -- part of the ARN by which policies and the audit know the member
    name text not null,
    email text,
    -- 'sluice' for the platform's own user pool, else the URL of the OIDC provider
    issuer text not null,
    -- what the issuer's tokens call the person; null until the first sign-in of one who is known by e-mail
    subject text,
    role text not null check (role in ('owner', 'admin', 'developer', 'viewer')),
    created_at timestamptz not null,
    primary key (tenant_id, id),
    unique (tenant_id, name),
    unique (tenant_id, issuer, subject),
    check (subject is not null or email is not null)
);
create index members_by_age on control.members (tenant_id, created_at, id);
-- A person is looked for before a tenant is known.
create index members_by_subject on control.members (issuer, subject);
create index members_by_email on control.members (issuer, lower(email)) where subject is null;
select control.protect_tenant_table('members');

create table control.browser_sessions (
    tenant_id text not null,
    -- SHA-256 of the id that the browser's cookie holds
    digest bytea not null unique check (length(digest) = 32),
    member_id text not null,
    created_at timestamptz not null,
    last_used_at timestamptz not null,
    ends_at timestamptz not null,
    primary key (tenant_id, digest),
    foreign key (tenant_id, member_id) references control.members on delete cascade
);
create index browser_sessions_by_member on control.browser_sessions (tenant_id, member_id, created_at);
create index browser_sessions_by_end on control.browser_sessions (ends_at);
select control.protect_tenant_table('browser_sessions', app_rights => 'select');

-- The user pool that people sign in by, in the operator's account.
create table control.platform_pools (
    tenant_id text primary key references control.tenants,
    pool_id text not null,
    client_id text not null,
    -- sealed with the operator's data key
    client_secret bytea not null,
    -- the address of the console that the client's callback URLs name
    console text not null,
    first_user_made boolean not null default false
);
select control.protect_tenant_table('platform_pools', app_rights => 'select');
