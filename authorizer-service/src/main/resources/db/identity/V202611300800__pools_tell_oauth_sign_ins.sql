-- Whether a sign-in came by an OAuth grant; of one that is older than this column, its scopes tell it.
alter table identity.sign_ins add column is_oauth boolean;
