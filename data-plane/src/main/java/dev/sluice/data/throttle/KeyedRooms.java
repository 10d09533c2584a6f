package dev.sluice.data.throttle;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many buckets the limits of a node may keep: tenants have equal parts, and so have the limits of one tenant that are
 * in use. A stage may be dropped at any time, so tables are not closed: the collector tells which are gone. Any thread.
 */
final class KeyedRooms {
    /** Some 330 bytes each. */
    static final int MOST_OF_NODE = 200_000;

    static final int MOST_OF_TENANT = 20_000;
    static final int MOST_OF_LIMIT = 10_000;

    /** What a limit has however many others there are. */
    static final int LEAST_OF_LIMIT = 64;

    private final ConcurrentHashMap<String, Room> byTenant = new ConcurrentHashMap<>();
    private final ReferenceQueue<KeyedBuckets> gone = new ReferenceQueue<>();

    /** What the limits of one tenant share. */
    final class Room {
        private final Set<Member> members = ConcurrentHashMap.newKeySet();

        /** Most buckets of each of them now. */
        int most() {
            int ofTenant = Math.min(MOST_OF_TENANT, MOST_OF_NODE / Math.max(1, byTenant.size()));
            return Math.clamp(ofTenant / Math.max(1, members.size()), LEAST_OF_LIMIT, MOST_OF_LIMIT);
        }
    }

    private static final class Member extends WeakReference<KeyedBuckets> {
        private final String tenant;

        Member(KeyedBuckets table, String tenant, ReferenceQueue<KeyedBuckets> gone) {
            super(table, gone);
            this.tenant = tenant;
        }
    }

    /** A table comes into use. */
    Room join(String tenant, KeyedBuckets table) {
        collect();
        var member = new Member(table, tenant, gone);
        return byTenant.compute(tenant, (_, known) -> {
            Room room = known == null ? new Room() : known;
            room.members.add(member);
            return room;
        });
    }

    private void collect() {
        for (Reference<?> each = gone.poll(); each != null; each = gone.poll()) {
            if (each instanceof Member member) {
                byTenant.computeIfPresent(member.tenant, (_, room) -> {
                    room.members.remove(member);
                    return room.members.isEmpty() ? null : room;
                });
            }
        }
    }
}
