package dev.sluice.control.metering.rest;

import dev.sluice.control.metering.UsageRow;
import org.jspecify.annotations.Nullable;

/** Metered calls on the wire; calls without an API key have no {@code keyId}. */
public record UsageRowJson(
        @Nullable String day,
        @Nullable String tenantId,
        @Nullable String restApiId,
        @Nullable String stage,
        @Nullable String keyId,
        long calls,
        long requestBytes,
        long responseBytes) {
    static UsageRowJson of(UsageRow row) {
        return new UsageRowJson(
                row.day() == null ? null : row.day().toString(),
                row.tenant(),
                row.api(),
                row.stage(),
                row.key() == null || row.key().isEmpty() ? null : row.key(),
                row.calls(),
                row.requestBytes(),
                row.responseBytes());
    }
}
