package dev.sluice.control.tenants;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.sluice.aws.iam.CallerPolicies;
import dev.sluice.aws.iam.Identity;
import dev.sluice.aws.signature.AccessSecret;
import dev.sluice.control.platform.calls.Principal;
import dev.sluice.control.platform.data.AfterTransaction;
import dev.sluice.control.platform.data.DatabaseProblems;
import dev.sluice.control.platform.ids.Installation;
import dev.sluice.control.platform.ids.TenantId;
import dev.sluice.control.platform.keys.TenantKeys;
import dev.sluice.control.platform.signature.KnownKey;
import dev.sluice.control.platform.signature.KnownKeys;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds access keys across tenants. What is found is kept for two seconds: long enough for a client's burst, short
 * enough for a change by another control plane. A change by this one is seen at once.
 */
@Singleton
class KeyDirectory implements KnownKeys {
    private static final String FIND = "select k.tenant_id, k.name, k.role, k.policy, k.secret, t.status"
            + " from control.access_keys k join control.tenants t on t.id = k.tenant_id where k.id = ?";

    private final AgroalDataSource system;
    private final TenantKeys keys;
    private final Installation installation;
    private final AfterTransaction afterTransaction;
    private final Suspensions suspensions;
    private final Cache<String, Optional<KnownKey>> found = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofSeconds(2))
            .build();

    KeyDirectory(
            @DataSource("system") AgroalDataSource system,
            TenantKeys keys,
            Installation installation,
            AfterTransaction afterTransaction,
            Suspensions suspensions) {
        this.afterTransaction = afterTransaction;
        this.suspensions = suspensions;
        this.system = system;
        this.keys = keys;
        this.installation = installation;
    }

    @Override
    public @Nullable KnownKey find(String accessKeyId) {
        return found.get(accessKeyId, this::read).orElse(null);
    }

    /** Forgets a key once the transaction that runs has ended. */
    void forget(String accessKeyId) {
        afterTransaction.run(() -> found.invalidate(accessKeyId));
    }

    /** Forgets all keys and standings once the transaction that runs, which changed a tenant's status, has ended. */
    void forgetAll() {
        afterTransaction.run(() -> {
            found.invalidateAll();
            suspensions.forgetAll();
        });
    }

    private Optional<KnownKey> read(String id) {
        // An id that no key has, to be asked for alike: the database refuses NUL and the index long keys.
        if (id.length() > MAX_ID_LENGTH || !id.chars().allMatch(character -> character > ' ' && character <= '~')) {
            return Optional.empty();
        }
        // The secret is opened when the connection is back: that may read the tenant's data key on another.
        return row(id).map(this::open);
    }

    private KnownKey open(Row row) {
        String arn = installation.userArn(row.tenant(), row.name());
        var principal = new Principal(
                row.tenant(),
                Identity.user(row.tenant().value(), arn, row.id()),
                row.id(),
                CallerPolicies.of(row.grant().policy()),
                List.of());
        byte[] secret = keys.open(row.tenant(), NewKey.PURPOSE + row.id(), row.secret());
        return new KnownKey(
                principal,
                AccessSecret.permanent(new String(secret, StandardCharsets.UTF_8)),
                row.status() == TenantStatus.SUSPENDED ? row.tenant() : null);
    }

    private Optional<Row> row(String id) {
        try (var connection = system.getConnection();
                var statement = connection.prepareStatement(FIND)) {
            statement.setString(1, id);
            try (var rows = statement.executeQuery()) {
                if (!rows.next()) {
                    return Optional.empty();
                }
                return Optional.of(new Row(
                        id,
                        new TenantId(rows.getString("tenant_id")),
                        rows.getString("name"),
                        Grant.stored(rows.getString("role"), rows.getString("policy")),
                        rows.getBytes("secret"),
                        TenantStatus.labelled(rows.getString("status"))));
            }
        } catch (SQLException failure) {
            throw DatabaseProblems.translate(new IllegalStateException("Access keys cannot be read", failure));
        }
    }

    /** A key as the database holds it. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    private record Row(String id, TenantId tenant, String name, Grant grant, byte[] secret, TenantStatus status) {}
}
