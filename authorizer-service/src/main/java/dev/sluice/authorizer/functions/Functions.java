package dev.sluice.authorizer.functions;

import dev.sluice.authorizer.access.Installation;
import dev.sluice.authorizer.data.Database;
import dev.sluice.authorizer.data.Rows;
import dev.sluice.authorizer.data.TenantId;
import dev.sluice.contracts.functions.FunctionAnswer.OneFunction;
import dev.sluice.contracts.functions.FunctionAnswer.Reason;
import dev.sluice.contracts.functions.FunctionCommand.Slice;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The functions of a tenant. A version never changes once it is made; the newest one is what a call without a qualifier
 * means. Code that cannot be loaded is refused here, not at its first call.
 */
@Singleton
public class Functions {
    private static final String COLUMNS =
            "select name, description, version, created_at, updated_at from identity.functions where tenant_id = :tenant ";

    private final Database database;
    private final FunctionVersions versions;
    private final FunctionCode code;
    private final Installation installation;

    Functions(Database database, FunctionVersions versions, FunctionCode code, Installation installation) {
        this.database = database;
        this.versions = versions;
        this.code = code;
        this.installation = installation;
    }

    /** Makes a function with its version 1. */
    public OneFunction create(TenantId tenant, String name, String description, String source) {
        FunctionRules.requireName(name);
        FunctionRules.requireDescription(description);
        code.require(source);
        OneFunction made = database.call(tenant, rows -> {
            lock(rows);
            if (find(rows, tenant, name).isPresent()) {
                throw new FunctionRefused(Reason.CONFLICT, "A function of this name exists already");
            }
            requireRoom(rows);
            Instant now = now();
            rows.write(
                    "insert into identity.functions (tenant_id, name, description, version, versions_made, created_at, updated_at)"
                            + " values (:tenant, ?, ?, 1, 1, ?, ?)",
                    name,
                    description,
                    now,
                    now);
            versions.insert(rows, name, 1, source, now);
            return new OneFunction(name, arn(tenant, name), description, 1, now, now);
        });
        code.forget(tenant, name);
        return made;
    }

    /** Makes the next version of a function. */
    public OneFunction put(TenantId tenant, String name, @Nullable String description, String source) {
        if (description != null) {
            FunctionRules.requireDescription(description);
        }
        require(tenant, name);
        code.require(source);
        OneFunction changed = database.call(tenant, rows -> {
            lock(rows);
            versions.requireRoom(rows, name);
            Instant now = now();
            int version = rows.find(
                            "update identity.functions set versions_made = versions_made + 1, version = versions_made + 1,"
                                    + " description = coalesce(?, description), updated_at = ?"
                                    + " where tenant_id = :tenant and name = ? returning version",
                            row -> row.getInt(1),
                            description,
                            now,
                            name)
                    .orElseThrow(FunctionRefused::notFound);
            versions.insert(rows, name, version, source, now);
            return find(rows, tenant, name).orElseThrow(FunctionRefused::notFound);
        });
        code.forget(tenant, name);
        return changed;
    }

    /** One function. */
    public OneFunction require(TenantId tenant, String name) {
        if (!FunctionRules.isName(name)) {
            throw FunctionRefused.notFound();
        }
        return database.call(tenant, rows -> find(rows, tenant, name)).orElseThrow(FunctionRefused::notFound);
    }

    /** In order of creation; one more than asked for, when there are more. */
    public List<OneFunction> list(TenantId tenant, Slice slice) {
        return database.call(
                tenant,
                rows -> rows.list(
                        COLUMNS + "and (created_at, name) > (?, ?) order by created_at, name limit ?",
                        row -> read(row, tenant),
                        slice.afterTime() == null ? Instant.EPOCH : slice.afterTime(),
                        slice.afterId() == null ? "" : slice.afterId(),
                        slice.limit() + 1));
    }

    /** Removes a function with all that belongs to it. */
    public void delete(TenantId tenant, String name) {
        database.run(tenant, rows -> {
            if (!FunctionRules.isName(name)
                    || rows.write("delete from identity.functions where tenant_id = :tenant and name = ?", name) == 0) {
                throw FunctionRefused.notFound();
            }
            rows.write("delete from identity.function_logs where tenant_id = :tenant and name = ?", name);
        });
        code.forget(tenant, name);
    }

    private Optional<OneFunction> find(Rows rows, TenantId tenant, String name) {
        return rows.find(COLUMNS + "and name = ?", row -> read(row, tenant), name);
    }

    private OneFunction read(ResultSet row, TenantId tenant) throws SQLException {
        String name = row.getString("name");
        return new OneFunction(
                name,
                arn(tenant, name),
                row.getString("description"),
                row.getInt("version"),
                Rows.time(row, "created_at"),
                Rows.time(row, "updated_at"));
    }

    private String arn(TenantId tenant, String name) {
        return installation.arn("lambda", tenant, "function:" + name);
    }

    private static void requireRoom(Rows rows) {
        int count = rows.find("select count(*) from identity.functions where tenant_id = :tenant", row -> row.getInt(1))
                .orElse(0);
        if (count >= FunctionRules.MAX_FUNCTIONS) {
            throw FunctionRefused.limit(
                    "Maximum number of functions for this account has been reached: " + FunctionRules.MAX_FUNCTIONS);
        }
    }

    /** Changes of one tenant's functions wait for each other, so that counts hold. */
    private static void lock(Rows rows) {
        rows.list("select pg_advisory_xact_lock(hashtext('functions'), hashtext(:tenant))", row -> true);
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
