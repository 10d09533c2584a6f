package dev.sluice.data.telemetry;

import dev.sluice.data.pipeline.Headers;
import dev.sluice.data.pipeline.OriginRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** Parts of messages as an execution log prints them: maps in Java's form, credentials masked. Pure functions. */
final class LogTexts {
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    private LogTexts() {}

    /** The last value of each name (rest-api-runtime 2.7); values that are to be hidden are masked under any name. */
    static Map<String, String> headers(Headers headers, Collection<String> hidden) {
        Map<String, String> values = new LinkedHashMap<>();
        for (int index = 0; index < headers.size(); index++) {
            String name = headers.name(index);
            String value = utf8(headers.value(index));
            values.put(name, hidden.contains(value) ? Masks.masked(value) : Masks.header(name, value));
        }
        return values;
    }

    /** The last value of each name, decoded; with the same values masked. */
    static Map<String, String> query(String query, Collection<String> hidden) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String pair : query.split("[&;]", -1)) {
            int equals = pair.indexOf('=');
            String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
            if (!pair.isEmpty()) {
                String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
                values.put(name, hidden.contains(value) ? Masks.masked(value) : Masks.parameter(name, value));
            }
        }
        return values;
    }

    static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return text;
        }
    }

    /** Where a request goes, with its port when it is not the scheme's own. */
    static String uri(OriginRequest request) {
        boolean usual = request.port() == (request.secure() ? HTTPS_PORT : HTTP_PORT);
        String host = request.host().indexOf(':') < 0 ? request.host() : "[" + request.host() + "]";
        return Masks.uri((request.secure() ? "https://" : "http://")
                + host
                + (usual ? "" : ":" + request.port())
                + request.target());
    }

    /** The text of bytes that stand as one character each. */
    static String utf8(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
