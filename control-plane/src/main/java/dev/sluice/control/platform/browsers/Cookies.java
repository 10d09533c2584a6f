package dev.sluice.control.platform.browsers;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.List;

/** Cookies as they stand in a request, byte for byte: a name that comes twice is seen twice. */
public final class Cookies {
    /** The session of a browser; the prefix binds it to this host and to secure connections. */
    public static final String SESSION = "__Host-sluice-session";

    private Cookies() {}

    /** The values of a cookie, in order. */
    public static List<String> values(HttpServerRequest request, String name) {
        List<String> lines = request.headers().getAll(HttpHeaders.COOKIE);
        return lines.isEmpty() ? List.of() : values(lines, name);
    }

    static List<String> values(List<String> lines, String name) {
        List<String> found = new ArrayList<>();
        for (String line : lines) {
            for (String pair : line.split(";", -1)) {
                int equals = pair.indexOf('=');
                if (equals > 0 && pair.substring(0, equals).strip().equals(name)) {
                    found.add(pair.substring(equals + 1).strip());
                }
            }
        }
        return found;
    }

    /**
     * A line that sets a cookie which scripts cannot read.
     *
     * @param seconds for which browsers keep it; 0 ends it
     */
    public static String line(String name, String value, long seconds) {
        return name + "=" + value + "; Path=/; Max-Age=" + seconds + "; Secure; HttpOnly; SameSite=Lax";
    }
}
