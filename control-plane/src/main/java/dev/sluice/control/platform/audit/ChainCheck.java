package dev.sluice.control.platform.audit;

import org.jspecify.annotations.Nullable;

/**
 * Whether a tenant's chain is whole.
 *
 * @param records how many it holds, when it is
 * @param brokenAt the first sequence that was altered or removed, when it is not
 */
public record ChainCheck(
        boolean intact, @Nullable Long records, @Nullable Long brokenAt) {
    static ChainCheck intact(long records) {
        return new ChainCheck(true, records, null);
    }

    static ChainCheck brokenAt(long sequence) {
        return new ChainCheck(false, null, sequence);
    }
}
