alter table control.stages
    -- revisions at which the caches were emptied last; 0 for never
    add column responses_epoch bigint not null default 0,
    add column authorizers_epoch bigint not null default 0,
    -- a deployment stays as long as a canary points at it
    add column canary_deployment_id text generated always as (settings -> 'canarySettings' ->> 'deploymentId') stored,
    add foreign key (tenant_id, api_id, canary_deployment_id)
        references control.frozen_apis (tenant_id, api_id, deployment_id);

-- Each deployment that a stage came to point at. It goes with the stage; the deployment may go before.
create table control.stage_history (
    tenant_id text not null,
    api_id text not null,
    stage_name text not null,
    revision bigint not null,
    deployment_id text not null,
    deployed_at timestamptz not null,
    primary key (tenant_id, api_id, stage_name, revision),
    foreign key (tenant_id, api_id, stage_name)
        references control.stages (tenant_id, api_id, name) on delete cascade
);
select control.protect_tenant_table('stage_history', 'tenant_id', 'select, insert');
