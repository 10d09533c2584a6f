package dev.sluice.control.apis.openapi.imports;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Paths of documents: doubled and trailing slashes do not count (openapi-extensions 5). */
final class PathText {
    private PathText() {}

    static List<String> segments(String path) {
        return Arrays.stream(path.split("/", -1))
                .filter(segment -> !segment.isEmpty())
                .toList();
    }

    static List<String> joined(List<String> prefix, List<String> rest) {
        return Stream.concat(prefix.stream(), rest.stream()).toList();
    }

    static String of(List<String> segments) {
        return "/" + String.join("/", segments);
    }

    /** The path of a URL, which may begin with a scheme and a host. */
    static String ofUrl(String url) {
        int authority = url.indexOf("://");
        String rest = authority < 0 ? url : url.substring(authority + 3);
        int start = authority < 0 && !url.startsWith("//") ? 0 : rest.indexOf('/', url.startsWith("//") ? 2 : 0);
        String path = start < 0 ? "" : rest.substring(start);
        int end = path.indexOf('?');
        return end < 0 ? path : path.substring(0, end);
    }
}
