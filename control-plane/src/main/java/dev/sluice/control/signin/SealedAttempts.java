package dev.sluice.control.signin;

import dev.sluice.control.platform.browsers.Cookies;
import dev.sluice.control.platform.ids.TenantId;
import dev.sluice.control.platform.keys.TenantKeys;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The cookie that binds a sign-in to the browser that began it, sealed with the operator's data key. Blocks. */
@Singleton
class SealedAttempts {
    static final String COOKIE = "__Host-sluice-sign-in";

    private static final String PURPOSE = "sign-in attempt";
    private static final int MOST_CHARACTERS = 4_096;

    private final TenantKeys keys;

    SealedAttempts(TenantKeys keys) {
        this.keys = keys;
    }

    /** The line that gives it to the browser. */
    String cookie(Attempt attempt) {
        byte[] sealed = keys.seal(TenantId.OPERATOR, PURPOSE, attempt.bytes());
        String value = Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
        return Cookies.line(COOKIE, value, Attempt.PATIENCE.toSeconds());
    }

    /** The line that takes it back. */
    static String end() {
        return Cookies.line(COOKIE, "", 0);
    }

    /** What the browser began; null when it has nothing, two of it, or what is not ours. */
    @Nullable
    Attempt of(HttpServerRequest request) {
        List<String> values = Cookies.values(request, COOKIE);
        if (values.size() != 1 || values.getFirst().length() > MOST_CHARACTERS) {
            return null;
        }
        try {
            byte[] sealed = Base64.getUrlDecoder().decode(values.getFirst());
            return Attempt.read(keys.open(TenantId.OPERATOR, PURPOSE, sealed));
        } catch (IllegalArgumentException | IllegalStateException _) {
            return null;
        }
    }
}
