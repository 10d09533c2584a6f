package dev.sluice.data.pipeline;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts the bytes of the bodies that a node holds whole. A tenant may hold as much as it leaves free: half of all when it
 * is alone, less when others hold something too, so that whoever comes later finds room (security-requirements 48, 56).
 * Thread-safe.
 */
public final class BodyBudget {
    /** For exchanges that no node serves. */
    static final Share UNBOUNDED = new BodyBudget(Long.MAX_VALUE / 4).share("");

    private final long maxBytes;
    private final AtomicLong held = new AtomicLong();
    private final Map<String, Share> shares = new ConcurrentHashMap<>();

    public BodyBudget(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** What one tenant holds; always the same object for the same tenant. */
    public Share share(String tenant) {
        return shares.computeIfAbsent(tenant, _ -> new Share());
    }

    /** What all tenants hold now. */
    public long heldBytes() {
        return held.get();
    }

    /** One tenant's part of the budget. Thread-safe. */
    public final class Share {
        private final AtomicLong mine = new AtomicLong();

        private Share() {}

        /** Counts more bytes; false, and nothing is counted, when the tenant would hold more than it leaves free. */
        boolean take(long bytes) {
            long ofTenant = mine.addAndGet(bytes);
            long ofAll = held.addAndGet(bytes);
            if (ofTenant + ofAll <= maxBytes) {
                return true;
            }
            give(bytes);
            return false;
        }

        void give(long bytes) {
            mine.addAndGet(-bytes);
            held.addAndGet(-bytes);
        }
    }
}
