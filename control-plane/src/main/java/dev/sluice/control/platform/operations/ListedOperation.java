package dev.sluice.control.platform.operations;

import java.util.List;

/**
 * An operation of the contracts.
 *
 * @param segments of its path; one in braces stands for any
 * @param query a query parameter that tells it from another operation at the same path; empty for most
 */
record ListedOperation(String method, List<String> segments, String query, String name, String kind) {
    ListedOperation {
        segments = List.copyOf(segments);
    }

    boolean answers(String verb, List<String> path, String rawQuery) {
        return method.equals(verb)
                && hasPath(path)
                && (query.isEmpty() || List.of(rawQuery.split("&", -1)).contains(query));
    }

    private boolean hasPath(List<String> path) {
        if (path.size() < segments.size() || (path.size() > segments.size() && !isTail())) {
            return false;
        }
        for (int i = 0; i < segments.size(); i++) {
            String segment = segments.get(i);
            boolean any = segment.startsWith("{") && !path.get(i).isEmpty();
            if (!any && !segment.equals(path.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** management-api 1: some callers send the ARN of a tag operation with its slashes. */
    private boolean isTail() {
        return segments.contains("tags");
    }
}
