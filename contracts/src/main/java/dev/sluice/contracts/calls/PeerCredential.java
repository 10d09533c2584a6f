package dev.sluice.contracts.calls;

import dev.sluice.contracts.keys.KeyEntry;
import dev.sluice.contracts.keys.KeyFile;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;
import org.jspecify.annotations.Nullable;

/**
 * The access key with which nodes sign their calls to services of the installation on behalf of a tenant. HKDF derives
 * its secret from a cell key, so every holder of that key knows it and nobody stores it. The dots of its id keep it apart
 * from the keys of tenants.
 *
 * @param id {@code sluice.{key id}.{tenant}}
 */
public record PeerCredential(String id, String tenant, String secret) {
    private static final Pattern ID = Pattern.compile("sluice\\.([0-9a-f]{16})\\.([0-9]{12})");
    private static final String PURPOSE = "sluice peer credential 1 ";
    private static final int SECRET_BYTES = 32;

    /** What nodes sign with: the newest cell key's. */
    public static PeerCredential of(KeyFile cell, String tenant) {
        return of(cell.newest(), tenant);
    }

    /** The credential of this id, under any of the cell keys; null for an id of another form or of an unknown key. */
    public static @Nullable PeerCredential find(KeyFile cell, String id) {
        Matcher parts = ID.matcher(id);
        KeyEntry key = parts.matches() ? cell.find(HexFormat.fromHexDigitsToLong(parts.group(1))) : null;
        return key == null ? null : of(key, parts.group(2));
    }

    private static PeerCredential of(KeyEntry cell, String tenant) {
        byte[] purpose = (PURPOSE + tenant).getBytes(StandardCharsets.US_ASCII);
        try {
            var parameters = HKDFParameterSpec.ofExtract().addIKM(cell.bytes()).thenExpand(purpose, SECRET_BYTES);
            byte[] secret = KDF.getInstance("HKDF-SHA256").deriveData(parameters);
            String id = "sluice." + HexFormat.of().toHexDigits(cell.id()) + "." + tenant;
            return new PeerCredential(id, tenant, HexFormat.of().formatHex(secret));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HKDF-SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "PeerCredential[" + id + ", secret=hidden]";
    }
}
