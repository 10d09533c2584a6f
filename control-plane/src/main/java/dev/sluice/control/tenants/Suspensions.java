package dev.sluice.control.tenants;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.sluice.control.platform.data.DatabaseProblems;
import dev.sluice.control.platform.ids.TenantId;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which tenants are suspended, as it was a second ago at the latest. A change by this control plane is seen at once. May
 * block.
 */
@Singleton
public class Suspensions {
    private static final String FIND = "select status from control.tenants where id = ?";

    private final AgroalDataSource system;
    private final Cache<TenantId, Boolean> found = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofSeconds(1))
            .build();

    Suspensions(@DataSource("system") AgroalDataSource system) {
        this.system = system;
    }

    /** The first of these tenants that is suspended; null when none is. */
    public @Nullable TenantId firstOf(List<TenantId> tenants) {
        return tenants.stream()
                .filter(tenant -> found.get(tenant, this::read))
                .findFirst()
                .orElse(null);
    }

    void forgetAll() {
        found.invalidateAll();
    }

    private boolean read(TenantId tenant) {
        try (var connection = system.getConnection();
                var statement = connection.prepareStatement(FIND)) {
            statement.setString(1, tenant.value());
            try (var rows = statement.executeQuery()) {
                return rows.next() && TenantStatus.labelled(rows.getString(1)) == TenantStatus.SUSPENDED;
            }
        } catch (SQLException failure) {
            throw DatabaseProblems.translate(new IllegalStateException("Tenants cannot be read", failure));
        }
    }
}
