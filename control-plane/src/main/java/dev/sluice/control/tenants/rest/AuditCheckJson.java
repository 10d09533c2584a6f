package dev.sluice.control.tenants.rest;

import dev.sluice.control.platform.audit.ChainCheck;
import org.jspecify.annotations.Nullable;

/** What following the chain showed. */
public record AuditCheckJson(
        boolean intact, @Nullable Long records, @Nullable Long brokenAt) {
    static AuditCheckJson of(ChainCheck check) {
        return new AuditCheckJson(check.intact(), check.records(), check.brokenAt());
    }
}
