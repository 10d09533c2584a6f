package dev.sluice.control.platform.browsers;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * What a request by cookie has to show besides, since browsers send cookies whoever asks (security-requirements 6): that no
 * other site's page made it and, when it may change something, the anti-forgery token, which is derived from the id of the
 * session and so tells nothing of it.
 */
@Singleton
public class BrowserRules {
    /** Where the anti-forgery token is. */
    public static final String ANTI_FORGERY = "x-sluice-anti-forgery";

    private static final String PURPOSE = "sluice anti-forgery 1";

    private final ConsoleAddress console;

    BrowserRules(ConsoleAddress console) {
        this.console = console;
    }

    /** The anti-forgery token of a session. */
    public static String token(String sessionId) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(bytes(sessionId), "HmacSHA256"));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal(bytes(PURPOSE)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every JDK has HMAC-SHA-256", impossible);
        }
    }

    /** Whether the request may count as the session's. */
    public boolean allow(HttpServerRequest request, String sessionId) {
        boolean reads = reads(request);
        return isOwn(reads, request.getHeader("Sec-Fetch-Site"), request.getHeader(HttpHeaders.ORIGIN))
                && (reads || isToken(sessionId, request.getHeader(ANTI_FORGERY)));
    }

    /** Whether a page of the console made the request, or a person, or a client that says nothing of this. */
    public boolean isOwn(HttpServerRequest request) {
        return isOwn(reads(request), request.getHeader("Sec-Fetch-Site"), request.getHeader(HttpHeaders.ORIGIN));
    }

    boolean isOwn(boolean reads, @Nullable String site, @Nullable String origin) {
        boolean isNeighbour = site != null && !site.equals("same-origin") && !(reads && site.equals("none"));
        return !isNeighbour && (origin == null || origin.equals(console.origin()));
    }

    static boolean isToken(String sessionId, @Nullable String told) {
        return told != null && MessageDigest.isEqual(bytes(told), bytes(token(sessionId)));
    }

    private static boolean reads(HttpServerRequest request) {
        String method = request.method().name();
        return method.equals("GET") || method.equals("HEAD");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
