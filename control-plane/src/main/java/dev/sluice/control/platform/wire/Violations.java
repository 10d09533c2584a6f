package dev.sluice.control.platform.wire;

import dev.sluice.control.platform.errors.Problem;
import dev.sluice.control.platform.errors.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Collects what the input breaks, so that all of it is refused at once: the body's failures before the labels'. */
final class Violations {
    private final List<String> ofBody = new ArrayList<>();
    private final List<String> ofLabels = new ArrayList<>();

    void inBody(String value, String path, String rule) {
        ofBody.add(text(value, path, rule));
    }

    void inLabel(String value, String label, String rule) {
        ofLabels.add(text(value, label, rule));
    }

    void refuseIfAny() {
        var all = Stream.concat(ofBody.stream(), ofLabels.stream()).toList();
        if (!all.isEmpty()) {
            throw new ProblemException(new Problem.Validation(all.size()
                    + (all.size() == 1 ? " validation error detected: " : " validation errors detected: ")
                    + String.join("; ", all)));
        }
    }

    private static String text(String value, String path, String rule) {
        return "Value " + value + " at '" + path + "' failed to satisfy constraint: " + rule;
    }
}
