package dev.sluice.control.apis.diff;

import java.util.List;

/**
 * One method that differs.
 *
 * @param path where it is now, or was when it is gone
 * @param changes its differences; none for a method that came or went
 */
public record MethodDiff(String path, String verb, Kind kind, Impact impact, String reason, List<Change> changes) {
    public MethodDiff {
        changes = List.copyOf(changes);
    }

    static MethodDiff changed(String path, String verb, List<Change> changes) {
        long breaking = changes.stream()
                .filter(change -> change.impact() == Impact.BREAKING)
                .count();
        return new MethodDiff(
                path,
                verb,
                Kind.CHANGED,
                Impact.breakingIf(breaking > 0),
                breaking + " of " + changes.size() + " changes may break callers",
                changes);
    }
}
