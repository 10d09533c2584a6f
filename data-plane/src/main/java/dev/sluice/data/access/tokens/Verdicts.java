package dev.sluice.data.access.tokens;

import dev.sluice.data.access.cache.CacheMemory;
import dev.sluice.data.access.cache.TimedCache;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The verdicts of one authorizer of one stage by the digests of what named the caller: a token that was seen is neither
 * read nor checked again while it and the keys of its issuer stay as they were. Nothing is kept of a token that does not
 * hold. Shared by all loops.
 */
public final class Verdicts {
    /** By a clock that nobody sets: a wall clock that jumps keeps nothing longer (security-requirements 54). */
    private static final long LONGEST_SECONDS = TimeUnit.HOURS.toSeconds(1);

    private static final long ENTRY_BYTES = 640;
    private static final long CLAIM_BYTES = 128;

    private final TimedCache<Digest, Verdict> verdicts;

    private Verdicts(TimedCache<Digest, Verdict> verdicts) {
        this.verdicts = verdicts;
    }

    /** New ones of a tenant's API, within the node's memory. */
    public static Verdicts in(CacheMemory memory, String tenant) {
        return new Verdicts(TimedCache.in(memory, tenant));
    }

    /** The verdict of before; null when there is none, or the keys of its issuer have changed. */
    public @Nullable Verdict find(Digest digest, KeySets sets) {
        Verdict verdict = verdicts.find(digest, sets.clock().nanos());
        return verdict != null && sets.version(verdict.trust().issuer()) == verdict.version() ? verdict : null;
    }

    /** Keeps a verdict for the rest of its token's time. */
    public void keep(Digest digest, Verdict verdict, long nowSeconds, KeySets sets) {
        long seconds = Math.min(LONGEST_SECONDS, verdict.expires() - nowSeconds);
        verdicts.keep(
                digest,
                verdict,
                TimeUnit.SECONDS.toNanos(seconds),
                size(verdict),
                sets.clock().nanos());
    }

    /** An estimate of what they take. */
    long bytes() {
        return verdicts.bytes();
    }

    private static long size(Verdict verdict) {
        long characters = 0;
        for (String scope : verdict.scopes()) {
            characters += scope.length();
        }
        for (var claim : verdict.claims().values().entrySet()) {
            characters += claim.getKey().length() + claim.getValue().length();
        }
        int texts = verdict.scopes().size() + verdict.claims().values().size();
        return ENTRY_BYTES + CLAIM_BYTES * texts + 2 * characters;
    }
}
