package dev.sluice.control.metering;

import dev.sluice.contracts.nodes.UsageReport;
import dev.sluice.control.fixtures.AccessKeyPair;
import dev.sluice.control.fixtures.Management;
import dev.sluice.control.fixtures.SignedHttp;
import io.agroal.api.AgroalDataSource;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A tenant of its own and the calls of its stages. */
record MeteredBed(Management caller, AgroalDataSource system) {
    static MeteredBed ofNewTenant(AgroalDataSource system) {
        return new MeteredBed(Management.ofNewTenant(), system);
    }

    String tenant() {
        return caller.key().tenant();
    }

    /** The caller's answers as text. */
    SignedHttp http() {
        return SignedHttp.as(new AccessKeyPair(caller.key().id(), caller.key().secret()));
    }

    UsageReport.Metered calls(LocalDate day, String stage, @Nullable String key, long calls) {
        return new UsageReport.Metered(
                tenant(), "abcdefghij", stage, key, day.toEpochDay(), calls, 10 * calls, 100 * calls);
    }

    void add(MeteredDays days, UsageReport.Metered... calls) throws SQLException {
        try (var connection = system.getConnection()) {
            days.add(connection, List.of(calls));
        }
    }

    /** Calls of a month that takes none any more. */
    void addPast(LocalDate day, long calls) throws SQLException {
        try (var connection = system.getConnection();
                var statement = connection.prepareStatement(
                        "insert into control.metered_days values (?, ?, 'abcdefghij', 'prod', '', ?, 0, 0)")) {
            statement.setString(1, tenant());
            statement.setObject(2, day);
            statement.setLong(3, calls);
            statement.executeUpdate();
        }
    }
}
