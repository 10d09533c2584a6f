package dev.sluice.control.roles;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.sluice.aws.iam.MalformedPolicy;
import dev.sluice.aws.iam.Policy;
import dev.sluice.aws.iam.TrustPolicy;
import dev.sluice.control.platform.data.AfterTransaction;
import dev.sluice.control.platform.data.DatabaseProblems;
import dev.sluice.control.platform.ids.TenantId;
import dev.sluice.control.tenants.TenantStatus;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;

/**
 * Finds roles across tenants. What sessions ask for is kept for a second: long enough for a client's burst, short enough
 * for a change by another control plane. A change of a role by this one is seen at once.
 */
@Singleton
class RoleDirectory {
    private static final String FIND = "select r.role_id, r.trust_policy, r.policies, r.max_session_seconds, t.status"
            + " from control.roles r join control.tenants t on t.id = r.tenant_id where r.tenant_id = ? and r.name = ?";
    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<Map<String, String>> DOCUMENTS = new TypeReference<>() {};

    private final AgroalDataSource system;
    private final AfterTransaction afterTransaction;
    private final Cache<Place, Optional<KnownRole>> found = Caffeine.newBuilder()
            .maximumSize(200)
            .expireAfterWrite(Duration.ofSeconds(1))
            .build();

    RoleDirectory(@DataSource("system") AgroalDataSource system, AfterTransaction afterTransaction) {
        this.system = system;
        this.afterTransaction = afterTransaction;
    }

    /** The role, as it was a second ago at the latest. */
    Optional<KnownRole> find(TenantId tenant, String name) {
        return found.get(new Place(tenant, name), place -> query(place, RoleDirectory::known));
    }

    /** The role as it is now, for one who asks for it. */
    Optional<AssumableRole> assumable(TenantId tenant, String name) {
        return query(new Place(tenant, name), RoleDirectory::assumable);
    }

    private <T> Optional<T> query(Place place, RowReader<T> reader) {
        try (var connection = system.getConnection();
                var statement = connection.prepareStatement(FIND)) {
            statement.setString(1, place.tenant.value());
            statement.setString(2, place.name);
            try (var rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(reader.read(place, rows)) : Optional.empty();
            }
        } catch (MalformedPolicy | JsonProcessingException malformed) {
            throw new IllegalStateException("A stored policy is malformed", malformed);
        } catch (SQLException failure) {
            throw DatabaseProblems.translate(new IllegalStateException("Roles cannot be read", failure));
        }
    }

    /** Forgets a role once the transaction that runs has ended. */
    void forget(TenantId tenant, String name) {
        afterTransaction.run(() -> found.invalidate(new Place(tenant, name)));
    }

    private static KnownRole known(Place place, ResultSet row)
            throws SQLException, MalformedPolicy, JsonProcessingException {
        var policies = new ArrayList<Policy>();
        for (String document :
                JSON.readValue(row.getString("policies"), DOCUMENTS).values()) {
            policies.add(Policy.parse(document));
        }
        return new KnownRole(place.tenant, row.getString("role_id"), policies, isSuspended(row));
    }

    private static AssumableRole assumable(Place place, ResultSet row) throws SQLException, MalformedPolicy {
        return new AssumableRole(
                place.tenant,
                place.name,
                row.getString("role_id"),
                TrustPolicy.parse(row.getString("trust_policy")),
                Duration.ofSeconds(row.getInt("max_session_seconds")),
                isSuspended(row));
    }

    private static boolean isSuspended(ResultSet row) throws SQLException {
        return row.getString("status").equals(TenantStatus.SUSPENDED.label());
    }

    @FunctionalInterface
    private interface RowReader<T> {
        T read(Place place, ResultSet row) throws SQLException, MalformedPolicy, JsonProcessingException;
    }

    private record Place(TenantId tenant, String name) {}
}
