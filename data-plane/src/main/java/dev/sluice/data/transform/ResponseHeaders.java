package dev.sluice.data.transform;

import dev.sluice.data.pipeline.Headers;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which header fields reach the client, and under which name (rest-api-runtime 11.3). Immutable tables. */
public final class ResponseHeaders {
    private static final String REMAPPED = "x-amzn-Remapped-";
    private static final int DROP = 0;
    private static final int REMAP = 1;
    private static final int CODING = 2;

    /** HTTP_PROXY: the recorded rows, and the documented matrix where they are silent. */
    private static final NameTable PROXIED = new NameTable(List.of(
            List.of(
                    "Transfer-Encoding",
                    "Via",
                    "Expect",
                    "Host",
                    "Keep-Alive",
                    "Proxy-Authenticate",
                    "Proxy-Connection",
                    "TE",
                    "Trailer",
                    "Upgrade"),
            List.of(
                    "Authorization",
                    "Connection",
                    "Content-Length",
                    "Content-MD5",
                    "Date",
                    "Max-Forwards",
                    "Server",
                    "User-Agent",
                    "WWW-Authenticate",
                    "x-amzn-RequestId"),
            List.of("Content-Encoding")));

    /** Names that an answer's Connection field may not take off. */
    private static final NameTable NEVER_HOPS =
            new NameTable(List.of(List.of("Connection", "Content-Length", "Content-Encoding", "Content-Type", "Date")));

    private static final NameTable MAPPED_REMAPPED = new NameTable(List.of(List.of(
            "Authorization",
            "Connection",
            "Content-Length",
            "Content-MD5",
            "Date",
            "Expect",
            "Host",
            "Max-Forwards",
            "Proxy-Authenticate",
            "Server",
            "Trailer",
            "Upgrade",
            "User-Agent",
            "WWW-Authenticate")));

    private static final Map<String, String> KNOWN = known();

    private ResponseHeaders() {}

    private static Map<String, String> known() {
        Map<String, String> names = new HashMap<>();
        for (String name : List.of("Connection", "Content-Length", "Date", "Server", "x-amzn-RequestId")) {
            names.put(name, REMAPPED + name);
            String lower = name.toLowerCase(Locale.ROOT);
            names.put(lower, REMAPPED + lower);
        }
        return Map.copyOf(names);
    }

    private static String remapped(String name) {
        String known = KNOWN.get(name);
        return known == null ? REMAPPED + name : known;
    }

    /** The fields of a proxied answer; with its body undecoded, the coding must stay visible. */
    public static Headers proxied(Headers received, boolean keepCoding) {
        Headers out = new Headers(received.size() + 6);
        String named = named(received);
        for (int index = 0; index < received.size(); index++) {
            String name = received.name(index);
            if (named != null && isNamed(named, name)) {
                continue;
            }
            switch (PROXIED.number(name)) {
                case DROP -> {}
                case REMAP -> out.add(remapped(name), received.value(index));
                case CODING -> {
                    if (keepCoding) {
                        out.add(name, received.value(index));
                    }
                }
                default -> out.add(name, received.value(index));
            }
        }
        return out;
    }

    /** What the origin says of its connection, when that names other fields (security-requirements 23, 36). */
    private static @Nullable String named(Headers received) {
        int line = received.indexOf("Connection", 0);
        if (line < 0) {
            return null;
        }
        String value = received.value(line);
        boolean plain = value.equalsIgnoreCase("keep-alive") || value.equalsIgnoreCase("close");
        return plain && received.indexOf("Connection", line + 1) < 0
                ? null
                : String.join(",", received.all("Connection"));
    }

    /** Fields of one hop end here; what tells the body's form, or is sent under another name, is none of them. */
    private static boolean isNamed(String named, String name) {
        if (NEVER_HOPS.contains(name)) {
            return false;
        }
        for (String each : named.split(",", -1)) {
            if (each.strip().equalsIgnoreCase(name)) {
                return true;
            }
        }
        return false;
    }

    /** The name under which a mapped field leaves; empty when it never does. */
    static String mapped(String name) {
        if (name.equalsIgnoreCase("Transfer-Encoding")) {
            return "";
        }
        return MAPPED_REMAPPED.contains(name) ? remapped(name) : name;
    }
}
