package dev.sluice.control.tenants.rest;

import dev.sluice.control.platform.audit.AuditRecord;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of audit records. */
public record AuditJson(List<RecordJson> items, @Nullable String position) {
    static AuditJson of(List<AuditRecord> records, int limit) {
        var items = records.stream().limit(limit).map(RecordJson::of).toList();
        return new AuditJson(
                items, records.size() > limit ? Long.toString(items.getLast().sequence()) : null);
    }

    /** One write. */
    public record RecordJson(
            long sequence,
            Instant at,
            String principal,
            String accessKeyId,
            String sourceAddress,
            String requestId,
            String operation,
            String target,
            String requestDigest,
            String beforeDigest,
            String afterDigest) {
        static RecordJson of(AuditRecord record) {
            return new RecordJson(
                    record.sequence(),
                    record.at(),
                    record.principal(),
                    record.accessKeyId(),
                    record.sourceAddress(),
                    record.requestId(),
                    record.operation(),
                    record.target(),
                    record.requestDigest(),
                    record.beforeDigest(),
                    record.afterDigest());
        }
    }
}
