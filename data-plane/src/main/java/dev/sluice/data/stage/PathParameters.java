package dev.sluice.data.stage;

import java.util.ArrayList;
import java.util.List;

/** The parameter names of a path template. Pure functions. */
final class PathParameters {
    private PathParameters() {}

    /** From left to right, without braces and the plus of a greedy one. */
    static List<String> of(String template) {
        List<String> names = new ArrayList<>();
        for (String segment : template.split("/", -1)) {
            if (segment.startsWith("{") && segment.endsWith("}")) {
                String name = segment.substring(1, segment.length() - 1);
                names.add(name.endsWith("+") ? name.substring(0, name.length() - 1) : name);
            }
        }
        return names;
    }
}
