package dev.sluice.authorizer.pools.http;

import dev.sluice.aws.signature.Header;
import dev.sluice.aws.signature.SignedRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request with its whole body.
 *
 * @param target the raw request target
 * @param address the peer's
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record HttpRequest(String method, String target, List<Header> headers, byte[] body, String address) {
    /** The raw path. */
    public String path() {
        int question = target.indexOf('?');
        return question < 0 ? target : target.substring(0, question);
    }

    /** The raw query, or nothing. */
    public String query() {
        int question = target.indexOf('?');
        return question < 0 ? "" : target.substring(question + 1);
    }

    /** The first value of a header, or null. */
    public @Nullable String header(String name) {
        for (Header header : headers) {
            if (header.name().equalsIgnoreCase(name)) {
                return header.value();
            }
        }
        return null;
    }

    /** A cookie; null when there is none, or several of which nobody knows the right one (security-requirements 41). */
    public @Nullable String cookie(String name) {
        String found = null;
        for (Header header : headers) {
            if (header.name().equalsIgnoreCase("cookie")) {
                for (String pair : header.value().split(";", -1)) {
                    String cookie = pair.strip();
                    if (cookie.startsWith(name + "=")) {
                        if (found != null) {
                            return null;
                        }
                        found = cookie.substring(name.length() + 1);
                    }
                }
            }
        }
        return found;
    }

    /** What a signature covers. */
    public SignedRequest signed() {
        return SignedRequest.of(method, target, headers, body);
    }

    @Override
    public String toString() {
        return "HttpRequest[" + method + " " + path() + "]";
    }
}
