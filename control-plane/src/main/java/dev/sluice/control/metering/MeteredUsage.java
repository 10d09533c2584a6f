package dev.sluice.control.metering;

import dev.sluice.control.platform.data.TenantTransaction;
import dev.sluice.control.platform.ids.TenantId;
import dev.sluice.control.platform.paging.Page;
import dev.sluice.control.platform.paging.PageRequest;
import dev.sluice.control.platform.paging.Position;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import java.sql.SQLException;
import java.util.List;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/** The metered calls, a part at a time: each part is a transaction of its own, so that a slow reader holds none. */
@Singleton
public class MeteredUsage {
    private final TenantTransaction transaction;
    private final EntityManager entities;
    private final AgroalDataSource system;

    MeteredUsage(TenantTransaction transaction, EntityManager entities, @DataSource("system") AgroalDataSource system) {
        this.transaction = transaction;
        this.entities = entities;
        this.system = system;
    }

    /** A page, by the columns that are told apart. */
    public Page<UsageRow> page(UsageQuery query, PageRequest request) {
        query.days().check();
        return Page.of(rows(query, request.after(), request.limit() + 1), request, UsageRow::position);
    }

    private List<UsageRow> rows(UsageQuery query, @Nullable Position after, int count) {
        TenantId tenant = query.tenant();
        return tenant == null
                ? ofAll(query, after, count)
                : transaction.call(
                        tenant,
                        () -> entities.unwrap(Session.class)
                                .doReturningWork(connection -> UsageSelect.read(connection, query, after, count)));
    }

    private List<UsageRow> ofAll(UsageQuery query, @Nullable Position after, int count) {
        try (var connection = system.getConnection()) {
            return UsageSelect.read(connection, query, after, count);
        } catch (SQLException failure) {
            throw new IllegalStateException("Metered calls cannot be read", failure);
        }
    }
}
