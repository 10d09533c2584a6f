package dev.sluice.data.throttle;

/** What a bucket is called among the nodes of a cell: 64 bits of a hash of what it limits, so that no name grows long. */
public final class BucketId {
    private BucketId() {}

    /**
     * The same on every node.
     *
     * @param kind which level of throttles
     * @param names what it limits
     */
    public static long of(String kind, String... names) {
        return BucketName.of(kind, names).id();
    }
}
