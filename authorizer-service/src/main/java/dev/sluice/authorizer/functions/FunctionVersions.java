package dev.sluice.authorizer.functions;

import dev.sluice.authorizer.data.Database;
import dev.sluice.authorizer.data.Rows;
import dev.sluice.authorizer.data.TenantId;
import dev.sluice.contracts.functions.FunctionAnswer.OneVersion;
import dev.sluice.contracts.functions.FunctionAnswer.Reason;
import dev.sluice.contracts.functions.FunctionCommand.Slice;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/** The versions of a tenant's functions. */
@Singleton
public class FunctionVersions {
    private static final String COLUMNS =
            "select version, code_sha256, octet_length(code) as code_bytes, created_at from identity.function_versions ";

    private final Database database;

    FunctionVersions(Database database) {
        this.database = database;
    }

    /** One version with its code. */
    public OneVersion require(TenantId tenant, String name, int version) {
        return database.call(
                        tenant,
                        rows -> rows.find(
                                "select version, code_sha256, octet_length(code) as code_bytes, created_at, code"
                                        + " from identity.function_versions"
                                        + " where tenant_id = :tenant and name = ? and version = ?",
                                row -> new OneVersion(
                                        row.getInt("version"),
                                        row.getString("code_sha256"),
                                        row.getInt("code_bytes"),
                                        Rows.time(row, "created_at"),
                                        row.getString("code")),
                                name,
                                version))
                .orElseThrow(FunctionRefused::notFound);
    }

    /** In order of creation; one more than asked for, when there are more. */
    public List<OneVersion> list(TenantId tenant, String name, Slice slice) {
        return database.call(
                tenant,
                rows -> rows.list(
                        COLUMNS + "where tenant_id = :tenant and name = ? and version > ? order by version limit ?",
                        row -> new OneVersion(
                                row.getInt("version"),
                                row.getString("code_sha256"),
                                row.getInt("code_bytes"),
                                Rows.time(row, "created_at"),
                                null),
                        name,
                        number(slice.afterId()),
                        slice.limit() + 1));
    }

    /** Removes a version; the newest one can only be removed with its function. */
    public void delete(TenantId tenant, String name, int version) {
        database.run(tenant, rows -> {
            boolean newest = rows.find(
                            "select version from identity.functions where tenant_id = :tenant and name = ? for update",
                            row -> row.getInt(1),
                            name)
                    .orElseThrow(FunctionRefused::notFound)
                    .equals(version);
            if (newest) {
                throw new FunctionRefused(
                        Reason.CONFLICT, "The newest version of a function is removed with the function alone");
            }
            if (rows.write(
                            "delete from identity.function_versions where tenant_id = :tenant and name = ? and version = ?",
                            name,
                            version)
                    == 0) {
                throw FunctionRefused.notFound();
            }
        });
    }

    void insert(Rows rows, String name, int version, String code, Instant now) {
        rows.write(
                "insert into identity.function_versions (tenant_id, name, version, code, code_sha256, created_at)"
                        + " values (:tenant, ?, ?, ?, ?, ?)",
                name,
                version,
                code,
                sha256(code),
                now);
    }

    void requireRoom(Rows rows, String name) {
        int count = rows.find(
                        "select count(*) from identity.function_versions where tenant_id = :tenant and name = ?",
                        row -> row.getInt(1),
                        name)
                .orElse(0);
        if (count >= FunctionRules.MAX_VERSIONS) {
            throw FunctionRefused.limit("Maximum number of versions for this function has been reached: "
                    + FunctionRules.MAX_VERSIONS + "; remove old ones first");
        }
    }

    private static int number(@org.jspecify.annotations.Nullable String id) {
        try {
            return id == null ? 0 : Integer.parseInt(id);
        } catch (NumberFormatException _) {
            throw FunctionRefused.badRequest("Invalid position parameter specified");
        }
    }

    private static String sha256(String code) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(code.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
