package dev.sluice.data.payload;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The binary media types of an API: exact ones, {@code type/*} and {@code *}{@code /*} (rest-api-runtime 12). Compared
 * without regard to case and parameters. Immutable; lookups allocate nothing.
 */
public final class BinaryTypes {
    private final boolean everything;
    private final String[] types;
    private final String[] families;

    private BinaryTypes(boolean everything, List<String> types, List<String> families) {
        this.everything = everything;
        this.types = types.toArray(String[]::new);
        this.families = families.toArray(String[]::new);
    }

    public static BinaryTypes of(List<String> mediaTypes) {
        List<String> types = new ArrayList<>();
        List<String> families = new ArrayList<>();
        boolean everything = false;
        for (String each : mediaTypes) {
            String type = each.strip().toLowerCase(Locale.ROOT);
            if (type.equals("*/*")) {
                everything = true;
            } else if (type.endsWith("/*")) {
                families.add(type.substring(0, type.length() - 1));
            } else if (!type.isEmpty()) {
                types.add(type);
            }
        }
        return new BinaryTypes(everything, types, families);
    }

    public boolean isEmpty() {
        return !everything && types.length == 0 && families.length == 0;
    }

    /** Whether a body of that type is binary; one without a type only when everything is. */
    public boolean matchesContentType(@Nullable String contentType) {
        return everything || (contentType != null && matches(contentType, contentType.length()));
    }

    /** Whether a client wants bytes: the first entry alone decides, and its own wildcards stand for nothing. */
    public boolean matchesAccept(@Nullable String accept) {
        if (everything || accept == null) {
            return everything;
        }
        int comma = accept.indexOf(',');
        return matches(accept, comma < 0 ? accept.length() : comma);
    }

    private boolean matches(String value, int limit) {
        int start = 0;
        int end = value.indexOf(';');
        end = end < 0 || end > limit ? limit : end;
        while (start < end && isBlank(value.charAt(start))) {
            start++;
        }
        while (end > start && isBlank(value.charAt(end - 1))) {
            end--;
        }
        int star = value.indexOf('*', start);
        if (star >= 0 && star < end) {
            return false;
        }
        for (String type : types) {
            if (type.length() == end - start && value.regionMatches(true, start, type, 0, type.length())) {
                return true;
            }
        }
        for (String family : families) {
            if (family.length() < end - start && value.regionMatches(true, start, family, 0, family.length())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isBlank(char character) {
        return character == ' ' || character == '\t';
    }
}
