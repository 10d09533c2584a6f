package dev.sluice.data.templates;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a template has written into an object of a tape.
 *
 * @param replaced other values in the places of members
 * @param removed names of members that are gone; one that is put again stands behind all others
 * @param added members that come behind those of the tape
 */
record WrittenMembers(
        Map<Object, @Nullable Object> replaced, Set<Object> removed, Map<Object, @Nullable Object> added) {
    WrittenMembers() {
        this(new HashMap<>(), new HashSet<>(), new LinkedHashMap<>());
    }
}
