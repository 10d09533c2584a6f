package dev.sluice.control.platform.audit;

import dev.sluice.control.platform.calls.Call;
import dev.sluice.control.platform.ids.TenantId;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.Session;

/** A tenant's audit records: appended inside the transaction of the write, read newest first. */
@Singleton
public class AuditTrail {
    private static final String COLUMNS = "sequence, at, principal, access_key_id, source_address, request_id,"
            + " operation, target, request_digest, before_digest, after_digest";

    private final EntityManager entities;
    private final ChainHash chain;

    AuditTrail(EntityManager entities, ChainHash chain) {
        this.entities = entities;
        this.chain = chain;
    }

    void append(TenantId tenant, String operation, String target, Call call, Changes changes) {
        entities.unwrap(Session.class)
                .doWork(connection -> append(connection, tenant, operation, target, call, changes));
    }

    /** The same for a deed that changes no entity, as part of the transaction on this connection, of a role that sees all tenants. */
    public void append(Connection connection, TenantId tenant, String operation, String target, Call call)
            throws SQLException {
        append(connection, tenant, operation, target, call, new Changes());
    }

    private void append(
            Connection connection, TenantId tenant, String operation, String target, Call call, Changes changes)
            throws SQLException {
        // PostgreSQL keeps microseconds, and the hash must fit what is read back.
        var at = Instant.now().truncatedTo(ChronoUnit.MICROS);
        Head head = lockHead(connection, tenant);
        var record = new AuditRecord(
                head.sequence() + 1,
                at,
                call.principal().arn(),
                call.principal().accessKeyId(),
                call.sourceAddress(),
                call.requestId(),
                operation,
                target,
                call.bodyDigest(),
                changes.beforeDigest(),
                changes.afterDigest());
        byte[] hash = chain.of(tenant, head.hash(), record);
        insert(connection, tenant, record, hash);
        move(connection, tenant, record.sequence(), hash);
    }

    /** The current tenant's records before this sequence, newest first, at most this many. */
    public List<AuditRecord> before(long sequence, int limit) {
        return entities.unwrap(Session.class).doReturningWork(connection -> {
            var records = new ArrayList<AuditRecord>();
            var sql = "select " + COLUMNS
                    + " from control.audit_records where sequence < ? order by sequence desc limit ?";
            try (var statement = connection.prepareStatement(sql)) {
                statement.setLong(1, sequence);
                statement.setInt(2, limit);
                try (var rows = statement.executeQuery()) {
                    while (rows.next()) {
                        records.add(record(rows));
                    }
                }
            }
            return records;
        });
    }

    /** Follows the tenant's chain from its start. */
    public ChainCheck check(TenantId tenant) {
        return entities.unwrap(Session.class).doReturningWork(connection -> {
            // Read first and without a lock, so that writes go on: what is appended meanwhile only lies beyond it.
            Head head = head(connection, tenant, "");
            byte[] previous = ChainHash.START;
            boolean reachesHead = head.sequence() == 0;
            long expected = 1;
            var sql = "select " + COLUMNS + ", hash from control.audit_records order by sequence";
            try (var statement = connection.prepareStatement(sql)) {
                statement.setFetchSize(500);
                try (var rows = statement.executeQuery()) {
                    while (rows.next()) {
                        AuditRecord record = record(rows);
                        byte[] hash = rows.getBytes("hash");
                        if (record.sequence() != expected
                                || !MessageDigest.isEqual(hash, chain.of(tenant, previous, record))) {
                            return ChainCheck.brokenAt(expected);
                        }
                        if (expected == head.sequence()) {
                            reachesHead = MessageDigest.isEqual(head.hash(), hash);
                        }
                        previous = hash;
                        expected++;
                    }
                }
            }
            return reachesHead ? ChainCheck.intact(expected - 1) : ChainCheck.brokenAt(expected);
        });
    }

    private static Head lockHead(Connection connection, TenantId tenant) throws SQLException {
        try (var insert = connection.prepareStatement(
                "insert into control.audit_heads (tenant_id, sequence, hash) values (?, 0, '') on conflict do nothing")) {
            insert.setString(1, tenant.value());
            insert.executeUpdate();
        }
        return head(connection, tenant, " for update");
    }

    private static Head head(Connection connection, TenantId tenant, String lock) throws SQLException {
        try (var select = connection.prepareStatement(
                "select sequence, hash from control.audit_heads where tenant_id = ?" + lock)) {
            select.setString(1, tenant.value());
            try (var rows = select.executeQuery()) {
                return rows.next() ? new Head(rows.getLong(1), rows.getBytes(2)) : new Head(0, ChainHash.START);
            }
        }
    }

    private static void insert(Connection connection, TenantId tenant, AuditRecord record, byte[] hash)
            throws SQLException {
        var sql = "insert into control.audit_records (tenant_id, " + COLUMNS
                + ", hash) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, tenant.value());
            statement.setLong(2, record.sequence());
            statement.setObject(3, record.at().atOffset(ZoneOffset.UTC));
            statement.setString(4, record.principal());
            statement.setString(5, record.accessKeyId());
            statement.setString(6, record.sourceAddress());
            statement.setString(7, record.requestId());
            statement.setString(8, record.operation());
            statement.setString(9, record.target());
            statement.setString(10, record.requestDigest());
            statement.setString(11, record.beforeDigest());
            statement.setString(12, record.afterDigest());
            statement.setBytes(13, hash);
            statement.executeUpdate();
        }
    }

    private static void move(Connection connection, TenantId tenant, long sequence, byte[] hash) throws SQLException {
        try (var statement = connection.prepareStatement(
                "update control.audit_heads set sequence = ?, hash = ? where tenant_id = ?")) {
            statement.setLong(1, sequence);
            statement.setBytes(2, hash);
            statement.setString(3, tenant.value());
            statement.executeUpdate();
        }
    }

    private static AuditRecord record(ResultSet row) throws SQLException {
        return new AuditRecord(
                row.getLong("sequence"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("principal"),
                row.getString("access_key_id"),
                row.getString("source_address"),
                row.getString("request_id"),
                row.getString("operation"),
                row.getString("target"),
                row.getString("request_digest"),
                row.getString("before_digest"),
                row.getString("after_digest"));
    }

    /** Where the chain ends. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    private record Head(long sequence, byte[] hash) {}
}
