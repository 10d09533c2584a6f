package dev.sluice.data.templates;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Notes which overrides of one part a template sets more than once (mapping-templates 6). Confined to one call. */
final class Repeats {
    /** A log needs to tell of a mistake, not of each of its places. */
    private static final int MAX_NOTED = 8;

    private final String place;
    private @Nullable Set<Object> written;
    private @Nullable Set<Object> again;

    /** Of one part; its names stand behind the place. */
    Repeats(String place) {
        this.place = place;
    }

    /** A template set a name. */
    void wrote(Object name) {
        Set<Object> known = written;
        if (known == null) {
            known = new HashSet<>(4);
            written = known;
        }
        if (!known.add(name)) {
            noteAgain(name);
        }
    }

    private void noteAgain(Object name) {
        Set<Object> noted = again;
        if (noted == null) {
            noted = new HashSet<>(4);
            again = noted;
        }
        if (noted.size() < MAX_NOTED) {
            noted.add(name);
        }
    }

    /** What one template has set more than once, sorted; another template may set all of it again. */
    List<String> drain() {
        Set<Object> noted = again;
        written = null;
        again = null;
        if (noted == null) {
            return List.of();
        }
        List<String> names = new ArrayList<>(noted.size());
        noted.forEach(name -> names.add(place + name));
        names.sort(null);
        return names;
    }
}
