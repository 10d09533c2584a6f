package dev.sluice.authorizer.pools.oauth;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parameters of a query or of a form. A parameter that comes twice, or does not decode, makes all of it malformed. */
record Form(Map<String, String> parameters, boolean isMalformed) {
    private static final int MOST = 50;
    private static final int LONGEST = 8192;

    static Form parse(String text) {
        var parameters = new LinkedHashMap<String, String>();
        boolean malformed = false;
        for (String pair : text.isEmpty() ? new String[0] : text.split("&", -1)) {
            int equals = pair.indexOf('=');
            try {
                String name = decode(equals < 0 ? pair : pair.substring(0, equals));
                String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
                malformed |= value.length() > LONGEST
                        || value.indexOf('\0') >= 0
                        || parameters.size() >= MOST
                        || parameters.put(name, value) != null;
            } catch (IllegalArgumentException _) {
                malformed = true;
            }
            if (malformed) {
                break;
            }
        }
        return new Form(parameters, malformed);
    }

    /** A parameter that is there and not empty, or null. */
    @Nullable
    String get(String name) {
        String value = parameters.get(name);
        return value == null || value.isEmpty() ? null : value;
    }

    /** A parameter, or nothing. */
    String text(String name) {
        return parameters.getOrDefault(name, "");
    }

    static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "Form[hidden]";
    }
}
