package dev.sluice.authorizer.functions.guest;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Guests that wait for the next call of their version of a function, each restored already. Those of the version that was
 * used least recently make room. Any thread.
 */
final class GuestPool {
    private final int mostOfVersion;
    private final int most;
    private final Map<Object, Deque<Guest>> idle = new LinkedHashMap<>(16, 0.75f, true);
    private int count;

    GuestPool(int mostOfVersion, int most) {
        this.mostOfVersion = mostOfVersion;
        this.most = most;
    }

    synchronized @Nullable Guest take(Object version) {
        Deque<Guest> guests = idle.get(version);
        Guest taken = guests == null ? null : guests.pollFirst();
        if (taken != null) {
            count--;
        }
        return taken;
    }

    synchronized void give(Object version, Guest guest) {
        Deque<Guest> guests = idle.computeIfAbsent(version, _ -> new ArrayDeque<>());
        if (guests.size() < mostOfVersion) {
            guests.addFirst(guest);
            count++;
        }
        Iterator<Deque<Guest>> oldest = idle.values().iterator();
        while (count > most && oldest.hasNext()) {
            count -= oldest.next().size();
            oldest.remove();
        }
    }
}
