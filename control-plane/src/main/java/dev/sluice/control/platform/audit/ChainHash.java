package dev.sluice.control.platform.audit;

import dev.sluice.control.platform.ids.TenantId;
import dev.sluice.control.platform.keys.TenantKeys;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The hash that ties a record to the one before it. Keyed with the tenant's data key, so that whoever can only write
 * to the database cannot make a new chain that fits.
 */
@Singleton
class ChainHash {
    static final byte[] START = new byte[0];

    private final TenantKeys keys;

    ChainHash(TenantKeys keys) {
        this.keys = keys;
    }

    byte[] of(TenantId tenant, byte[] previous, AuditRecord record) {
        var parts = List.of(
                Long.toString(record.sequence()),
                record.at().toString(),
                record.principal(),
                record.accessKeyId(),
                record.sourceAddress(),
                record.requestId(),
                record.operation(),
                record.target(),
                record.requestDigest(),
                record.beforeDigest(),
                record.afterDigest());
        var content = ByteBuffer.allocate(
                previous.length + parts.stream().mapToInt(ChainHash::size).sum() + 4);
        content.putInt(previous.length).put(previous);
        for (String part : parts) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            content.putInt(bytes.length).put(bytes);
        }
        return keys.hmac(tenant, "audit-chain", content.array());
    }

    private static int size(String part) {
        return Integer.BYTES + part.getBytes(StandardCharsets.UTF_8).length;
    }
}
