-- What the documents of an API weigh, so that sums need not read them.
alter table control.methods add column bytes integer not null generated always as (octet_length(definition::text)) stored;
alter table control.api_items add column bytes integer not null generated always as (octet_length(document::text)) stored;
alter table control.frozen_apis add column bytes integer not null generated always as (octet_length(document::text)) stored;
