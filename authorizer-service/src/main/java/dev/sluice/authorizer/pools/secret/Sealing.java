package dev.sluice.authorizer.pools.secret;

import dev.sluice.contracts.keys.Envelope;
import dev.sluice.contracts.keys.EnvelopeRefused;
import java.nio.charset.StandardCharsets;

/**
 * Seals what the database keeps of the pools and must give back: signing keys, client secrets, SRP verifiers, codes.
 * Bound to the tenant and to what it is, so that a sealed value moved elsewhere does not open. Any thread.
 */
public final class Sealing {
    private final Envelope envelope;

    /** Seals under the keys of this envelope. */
    public Sealing(Envelope envelope) {
        this.envelope = envelope;
    }

    /** Seals for a tenant and a purpose. */
    public byte[] seal(String tenant, String purpose, byte[] plain) {
        return envelope.seal(plain, data(tenant, purpose));
    }

    /** Seals a text. */
    public byte[] seal(String tenant, String purpose, String plain) {
        return seal(tenant, purpose, Digests.bytes(plain));
    }

    /** Opens what was sealed for this tenant and purpose. */
    public byte[] open(String tenant, String purpose, byte[] sealed) {
        try {
            return envelope.open(sealed, data(tenant, purpose));
        } catch (EnvelopeRefused refused) {
            throw new IllegalStateException("A secret of the pools of tenant " + tenant + " does not open", refused);
        }
    }

    /** Opens a text. */
    public String openText(String tenant, String purpose, byte[] sealed) {
        return new String(open(tenant, purpose, sealed), StandardCharsets.UTF_8);
    }

    private static byte[] data(String tenant, String purpose) {
        return Digests.bytes("identity/" + tenant + "/" + purpose);
    }
}
