-- When the person last began to work in the account; a sign-in goes on there, and never first where somebody else made a member.
alter table control.members add used_at timestamptz;
-- An account ends sessions of its own members.
grant delete on control.browser_sessions to ${app_role};
