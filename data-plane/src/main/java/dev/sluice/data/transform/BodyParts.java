package dev.sluice.data.transform;

import dev.sluice.data.templates.JsonPath;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the mappings of a message take of its body.
 *
 * @param paths where parts of it stand
 * @param whole whether one takes all of it
 */
record BodyParts(List<JsonPath> paths, boolean whole) {
    BodyParts {
        paths = List.copyOf(paths);
    }

    static BodyParts of(Stream<Source> sources) {
        List<JsonPath> paths = new ArrayList<>();
        boolean whole = false;
        for (Source source : sources.toList()) {
            if (source instanceof Source.OfBody ofBody) {
                JsonPath path = ofBody.path();
                whole |= path == null;
                add(path, paths);
            } else if (source instanceof Source.OriginError error) {
                paths.add(error.path());
                paths.add(error.message());
            }
        }
        return new BodyParts(paths, whole);
    }

    private static void add(@Nullable JsonPath path, List<JsonPath> paths) {
        if (path != null) {
            paths.add(path);
        }
    }

    /** Whether nothing is taken. */
    boolean isEmpty() {
        return paths.isEmpty() && !whole;
    }
}
