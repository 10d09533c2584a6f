package dev.sluice.data.throttle;

/**
 * How fast all stages of one tenant are called together; its limits may change at any time. Any loop may take from it,
 * without locks.
 */
public final class AccountThrottle {
    /** What an account has unless the operator sets another (rest-api-runtime 5). */
    public static final Rate RATE = Rate.perSecond(10_000);

    /** What an account has unless the operator sets another (rest-api-runtime 5). */
    public static final Burst BURST = new Burst(5_000);

    private final SharedBuckets shared;
    private final String tenant;
    private final long id;
    private volatile SharedBucket bucket;

    AccountThrottle(String tenant, SharedBuckets shared) {
        this.shared = shared;
        this.tenant = tenant;
        this.id = BucketId.of("account", tenant);
        this.bucket = shared.bucket(id, tenant, RATE, BURST);
    }

    SharedBucket bucket() {
        return bucket;
    }

    /** One thread calls it. */
    void limit(Rate rate, Burst burst) {
        if (!bucket.has(rate, burst)) {
            bucket = shared.bucket(id, tenant, rate, burst);
        }
    }
}
