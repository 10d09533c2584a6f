package dev.sluice.authorizer.pools.secret;

import dev.sluice.contracts.keys.EnvelopeRefused;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;

/**
 * Seals what the database keeps of the pools and must give back: signing keys, client secrets, SRP verifiers, codes.
 * Under the tenant's data key and bound to what it is, so that a sealed value moved elsewhere does not open. Any thread;
 * blocks at the first use of a tenant's key.
 */
@Singleton
public final class Sealing {
    private final DataKeys keys;

    Sealing(DataKeys keys) {
        this.keys = keys;
    }

    /** Seals for a tenant and a purpose. */
    public byte[] seal(String tenant, String purpose, byte[] plain) {
        return keys.envelope(tenant).seal(plain, Digests.bytes(purpose));
    }

    /** Seals a text. */
    public byte[] seal(String tenant, String purpose, String plain) {
        return seal(tenant, purpose, Digests.bytes(plain));
    }

    /** Opens what was sealed for this tenant and purpose. */
    public byte[] open(String tenant, String purpose, byte[] sealed) {
        try {
            return keys.envelope(tenant).open(sealed, Digests.bytes(purpose));
        } catch (EnvelopeRefused refused) {
            throw new IllegalStateException("A secret of the pools of tenant " + tenant + " does not open", refused);
        }
    }

    /** Opens a text. */
    public String openText(String tenant, String purpose, byte[] sealed) {
        return new String(open(tenant, purpose, sealed), StandardCharsets.UTF_8);
    }
}
