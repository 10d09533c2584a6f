-- A session keeps the moment of its sign-in when it goes on in another account; those that are there now keep this one.
alter table control.browser_sessions add signed_in_at timestamptz not null default now();
-- Since when a member's sessions count: those of older sign-ins were ended by the account.
alter table control.members add sessions_since timestamptz;
