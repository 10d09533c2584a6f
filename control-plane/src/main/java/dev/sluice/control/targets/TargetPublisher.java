package dev.sluice.control.targets;

import dev.sluice.contracts.access.TargetsRecord;
import dev.sluice.control.outbox.Publications;
import dev.sluice.control.outbox.Revisions;
import dev.sluice.control.platform.data.CurrentTenant;
import dev.sluice.control.platform.data.TenantLock;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;

/**
 * Tells the nodes all targets of the current tenant, as one record. A change takes the lock, changes its row and then
 * publishes, all in one transaction, so that revisions commit in order and no record misses a row.
 */
@Singleton
class TargetPublisher {
    private final EntityManager entities;
    private final CurrentTenant tenant;
    private final TenantLock lock;
    private final TargetSecrets secrets;
    private final Publications publications;
    private final Revisions revisions;

    TargetPublisher(
            EntityManager entities,
            CurrentTenant tenant,
            TenantLock lock,
            TargetSecrets secrets,
            Publications publications,
            Revisions revisions) {
        this.entities = entities;
        this.tenant = tenant;
        this.lock = lock;
        this.secrets = secrets;
        this.publications = publications;
        this.revisions = revisions;
    }

    /** Before a change: no other transaction of the tenant changes targets until this one ends. */
    void lock() {
        lock.take("targets");
    }

    /** After it. */
    void publish() {
        entities.flush();
        publications.publish(new TargetsRecord(
                TargetsRecord.FORMAT_VERSION,
                tenant.id().value(),
                revisions.next(),
                entities
                        .createQuery("from RoleCredential order by roleArn", RoleCredential.class)
                        .getResultList()
                        .stream()
                        .map(this::role)
                        .toList(),
                entities
                        .createQuery("from FunctionTarget order by functionArn", FunctionTarget.class)
                        .getResultList()
                        .stream()
                        .map(target -> new TargetsRecord.FunctionEndpoint(target.functionArn(), target.endpoint()))
                        .toList(),
                entities
                        .createQuery("from ServiceTarget order by service", ServiceTarget.class)
                        .getResultList()
                        .stream()
                        .map(target -> new TargetsRecord.ServiceEndpoint(target.service(), target.endpoint()))
                        .toList(),
                entities
                        .createQuery("from OidcProvider order by providerArn", OidcProvider.class)
                        .getResultList()
                        .stream()
                        .map(provider -> new TargetsRecord.OidcProvider(
                                provider.issuer(), provider.clientIds(), provider.algorithms()))
                        .toList()));
    }

    private TargetsRecord.RoleCredentials role(RoleCredential role) {
        return new TargetsRecord.RoleCredentials(
                role.roleArn(), role.accessKeyId(), secrets.secret(role), secrets.token(role));
    }
}
