package dev.sluice.control.apis.openapi.imports;

import dev.sluice.control.apis.openapi.document.DocumentObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The parameters of operations as what methods declare. */
final class Parameters {
    private Parameters() {}

    /** Those of the path and those of the operation, which win where place and name are the same. */
    static List<DocumentObject> effective(List<DocumentObject> shared, List<DocumentObject> own) {
        SequencedMap<Key, DocumentObject> parameters = new LinkedHashMap<>();
        shared.forEach(parameter -> parameters.put(Key.of(parameter), parameter));
        own.forEach(parameter -> parameters.put(Key.of(parameter), parameter));
        return new ArrayList<>(parameters.values());
    }

    /** What a method requires of requests; null for nothing. */
    static @Nullable Map<String, Boolean> declared(List<DocumentObject> parameters, List<String> path, Site site) {
        Map<String, Boolean> declared = new LinkedHashMap<>();
        Set<String> names = new HashSet<>();
        for (DocumentObject parameter : parameters) {
            String name = parameter.text("name");
            String prefix = prefix(parameter.text("in"));
            if (name != null && prefix != null) {
                declared.put(prefix + name, parameter.isTrue("required"));
                names.add(name);
            } else if ("formData".equals(parameter.text("in"))) {
                site.findings()
                        .warn("Ignoring formData parameter '" + name + "' of method '" + site.verb()
                                + "' for resource at path '" + site.path() + "'");
            }
        }
        for (String segment : path) {
            // openapi-extensions 5 [F]: greedy variables are declared by the document or not at all
            boolean isVariable = segment.startsWith("{") && segment.endsWith("}") && !segment.endsWith("+}");
            if (isVariable && names.add(segment.substring(1, segment.length() - 1))) {
                declared.put("method.request.path." + segment.substring(1, segment.length() - 1), true);
            }
        }
        return declared.isEmpty() ? null : declared;
    }

    private static @Nullable String prefix(@Nullable String in) {
        return switch (in == null ? "" : in) {
            case "query" -> "method.request.querystring.";
            case "header" -> "method.request.header.";
            case "path" -> "method.request.path.";
            default -> null;
        };
    }

    private record Key(@Nullable String in, @Nullable String name) {
        static Key of(DocumentObject parameter) {
            return new Key(parameter.text("in"), parameter.text("name"));
        }
    }
}
