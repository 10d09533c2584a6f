package dev.sluice.control.platform.patch;

import dev.sluice.control.platform.errors.ProblemException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What add, replace and remove do to one entry of a map. Replacing or removing an entry that is not there is a
 * NotFound; a map that loses its last entry vanishes (management-api 5, 6).
 */
public final class PatchMaps {
    /** management-api 3: a parameter that is not there. */
    public static final String UNKNOWN_PARAMETER = "Invalid parameter name specified";

    /** management-api 3: a media type that is not there. */
    public static final String UNKNOWN_MEDIA_TYPE = "Content-Type specified was not found";

    private PatchMaps() {}

    /** The map after the patch; the map given is left alone. */
    public static <V extends @Nullable Object> @Nullable Map<String, V> apply(
            @Nullable Map<String, V> map, Patch patch, V value, String unknown) {
        Map<String, V> changed = map == null ? new LinkedHashMap<>() : new LinkedHashMap<>(map);
        if (patch.op() != PatchOperation.Op.ADD && !changed.containsKey(patch.key())) {
            throw ProblemException.notFound(unknown);
        }
        if (patch.op() == PatchOperation.Op.REMOVE) {
            changed.remove(patch.key());
        } else {
            changed.put(patch.key(), value);
        }
        return changed.isEmpty() ? null : changed;
    }
}
