package dev.sluice.control.tenants;

import dev.sluice.contracts.access.CredentialRecord;
import dev.sluice.control.outbox.Publications;
import dev.sluice.control.outbox.Revisions;
import dev.sluice.control.platform.data.CurrentTenant;
import jakarta.inject.Singleton;

/** Tells those who verify signatures about access keys. Part of the caller's transaction, under the lock of the key's row. */
@Singleton
class KeyPublisher {
    private final CurrentTenant tenant;
    private final Publications publications;
    private final Revisions revisions;

    KeyPublisher(CurrentTenant tenant, Publications publications, Revisions revisions) {
        this.tenant = tenant;
        this.publications = publications;
        this.revisions = revisions;
    }

    void publish(AccessKey key, String secret) {
        publications.publish(new CredentialRecord(
                CredentialRecord.FORMAT_VERSION,
                tenant.id().value(),
                revisions.next(),
                key.id(),
                key.name(),
                secret,
                Grant.stored(key.role(), key.policy()).document()));
    }

    void publishEnd(String id) {
        publications.publish(CredentialRecord.ended(tenant.id().value(), revisions.next(), id));
    }
}
