-- Totals of keys that are far from the end of their quotas can wait.
alter table control.quota_changes
    -- calls since the last look
    add calls bigint not null default 0,
    -- the changes at the last look
    add looked bigint not null default 0,
    -- the nodes have to hear of it, whatever the key used
    add urgent boolean not null default true;
