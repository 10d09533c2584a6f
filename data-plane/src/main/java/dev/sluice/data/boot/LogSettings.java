package dev.sluice.data.boot;

import dev.sluice.data.telemetry.ExecutionLogs;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/** The execution logs of tenants' stages: where they are kept and what they may take of the disk. */
interface LogSettings {
    long LEAST_BYTES = 64L << 10;
    long MOST_BYTES = 1L << 50;

    /** The folder of the logs; absent: {@code logs} in the spool. Each node has its own. */
    Optional<Path> folder();

    /** What one stage may take; half of it is the file that was written before. */
    @WithDefault("16M")
    MemorySize stage();

    /** What the stages of one tenant may take together. */
    @WithDefault("128M")
    MemorySize tenant();

    /** What all of them may take together. */
    @WithDefault("1G")
    MemorySize total();

    /** Lines on their way to the disk; a tenant may have a quarter of them. */
    @WithDefault("8M")
    MemorySize waiting();

    /** What the logs take. Throws NodeRefused when a number is out of range. */
    default ExecutionLogs.Settings settings(Path otherwise) {
        long totalBytes = Range.bytes("sluice.node.logs.total", total(), LEAST_BYTES, MOST_BYTES);
        long tenantBytes = Range.bytes("sluice.node.logs.tenant", tenant(), LEAST_BYTES, totalBytes);
        return new ExecutionLogs.Settings(
                folder().orElse(otherwise),
                Range.bytes("sluice.node.logs.stage", stage(), LEAST_BYTES, tenantBytes),
                tenantBytes,
                totalBytes,
                Range.bytes("sluice.node.logs.waiting", waiting(), LEAST_BYTES, MOST_BYTES));
    }
}
