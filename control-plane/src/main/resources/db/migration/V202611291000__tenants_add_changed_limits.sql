-- The limits that the operator set, by their names on the wire; the two columns of before are read no more.
alter table control.tenants add column changed_limits jsonb not null default '{}';
update control.tenants set changed_limits = jsonb_build_object(
    'maxTimeoutMillis', max_timeout_millis, 'maxRestApis', max_rest_apis)
where max_timeout_millis <> 29000 or max_rest_apis <> 600;
