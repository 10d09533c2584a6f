package dev.sluice.control.platform.keys;

import dev.sluice.contracts.keys.Envelope;
import dev.sluice.contracts.keys.EnvelopeRefused;
import dev.sluice.contracts.keys.KeyFile;
import dev.sluice.contracts.keys.KeyFileRefused;
import dev.sluice.control.platform.ids.TenantId;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Wraps the tenants' data keys. It is not in the database; without it nothing sealed there can be read. */
@Singleton
class MasterKey {
    private final Envelope envelope;
    private final long newest;

    MasterKey(KeySettings settings) {
        KeyFile keys = KeyFile.read(settings.file());
        envelope = new Envelope(keys);
        newest = keys.newest().id();
    }

    byte[] seal(TenantId tenant, byte[] dataKey) {
        return envelope.seal(dataKey, associatedData(tenant));
    }

    byte[] open(TenantId tenant, byte[] sealed) {
        try {
            return envelope.open(sealed, associatedData(tenant));
        } catch (EnvelopeRefused refused) {
            throw new KeyFileRefused(
                    "The master key does not open the data key of tenant " + tenant
                            + ": the key file belongs to another installation, or a key was removed from it too early.",
                    refused);
        }
    }

    /** Whether the newest key sealed it. */
    boolean isCurrent(byte[] sealed) {
        return sealed.length >= Long.BYTES && ByteBuffer.wrap(sealed).getLong() == newest;
    }

    private static byte[] associatedData(TenantId tenant) {
        return ("tenant-data-key/" + tenant).getBytes(StandardCharsets.UTF_8);
    }
}
