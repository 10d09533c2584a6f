create table control.client_certificates (
    tenant_id text not null references control.tenants,
    id text not null,
    settings jsonb not null,
    -- PEM
    certificate text not null,
    -- PKCS 8, sealed with the tenant's data key
    private_key bytea not null,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    primary key (tenant_id, id)
);
create index client_certificates_by_age on control.client_certificates (tenant_id, created_at, id);
select control.protect_tenant_table('client_certificates');

-- A certificate goes only while no stage names it.
create index stages_by_certificate on control.stages (tenant_id, (settings ->> 'clientCertificateId'))
    where settings ->> 'clientCertificateId' is not null;
