package dev.sluice.data.integration.lambda;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The media types that an API counts as binary: exact ones, {@code type/*} and all (rest-api-runtime 12). Immutable. */
public final class BinaryTypes {
    private final boolean all;
    private final Set<String> exact = new HashSet<>();
    private final Set<String> families = new HashSet<>();

    public BinaryTypes(List<String> types) {
        all = types.contains("*/*");
        for (String type : types) {
            String lower = type.toLowerCase(Locale.ROOT);
            if (lower.endsWith("/*")) {
                families.add(lower.substring(0, lower.length() - 1));
            } else {
                exact.add(lower);
            }
        }
    }

    /** Whether a request of this {@code Content-Type} is binary. */
    boolean ofRequest(@Nullable String contentType) {
        return all || (contentType != null && matches(contentType));
    }

    /** Whether the client takes a binary answer: the first type of its {@code Accept} alone decides. */
    boolean ofAnswer(@Nullable String accept) {
        if (all || accept == null) {
            return all;
        }
        int comma = accept.indexOf(',');
        return matches(comma < 0 ? accept : accept.substring(0, comma));
    }

    private boolean matches(String mediaType) {
        if (exact.isEmpty() && families.isEmpty()) {
            return false;
        }
        int semicolon = mediaType.indexOf(';');
        String type = (semicolon < 0 ? mediaType : mediaType.substring(0, semicolon))
                .strip()
                .toLowerCase(Locale.ROOT);
        // A wildcard of the client's is no type: image/* matches nothing.
        return exact.contains(type) || (!type.endsWith("*") && families.contains(type.substring(0, type.indexOf('/') + 1)));
    }
}
