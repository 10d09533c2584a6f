package dev.sluice.control.platform.patch;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The pattern of a patch path: literal tokens, {@code {key}} for one token, and at most one {@code {key+}} for one or
 * more, so that what stands behind it is matched from the right.
 */
record PatchPath(String text, List<String> tokens) {
    static PatchPath of(String text) {
        return new PatchPath(text, List.of(text.substring(1).split("/", -1)));
    }

    /** The raw tokens that stand for the keys, in order, a long key joined by slashes; null when it does not match. */
    @Nullable
    List<String> match(String path) {
        if (!path.startsWith("/")) {
            return null;
        }
        List<String> given = List.of(path.substring(1).split("/", -1));
        int surplus = given.size() - tokens.size();
        boolean isLong = tokens.stream().anyMatch(token -> token.endsWith("+}"));
        if (isLong ? surplus < 0 : surplus != 0) {
            return null;
        }
        List<String> keys = new ArrayList<>();
        int at = 0;
        for (String token : tokens) {
            int end = token.endsWith("+}") ? at + 1 + surplus : at + 1;
            String part = String.join("/", given.subList(at, end));
            if (token.startsWith("{")) {
                if (part.isEmpty()) {
                    return null;
                }
                keys.add(part);
            } else if (!token.equals(part)) {
                return null;
            }
            at = end;
        }
        return keys;
    }

    /** Undoes the escapes of JSON Pointer in one token. */
    static String unescape(String token) {
        return token.replace("~1", "/").replace("~0", "~");
    }
}
