package dev.sluice.authorizer.pools.oauth;

import dev.sluice.authorizer.pools.http.HttpRequest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The cookies of a pool's pages. Where browsers take such a name it has the prefix that binds it to the host and that nodes let no
 * API set (ADR 36): an API of the same host could sign a browser in as somebody else by planting one. Elsewhere the name is plain.
 */
enum SiteCookie {
    /** Of a browser that is signed in. */
    SESSION("session", "Lax"),
    /** What a form has to repeat. */
    CSRF("csrf", "Strict");

    private final String kind;
    private final String sameSite;

    SiteCookie(String kind, String sameSite) {
        this.kind = kind;
        this.sameSite = sameSite;
    }

    /** The value that the browser sends, or null when it sends none or several. */
    @Nullable
    String of(Site site, HttpRequest request) {
        return request.cookie(name(site));
    }

    /** The line that gives it to the browser, until that is closed. */
    String line(Site site, String value) {
        return line(site, value, "");
    }

    /** The line that gives it to the browser for a time; none takes it away. */
    String line(Site site, String value, Duration time) {
        return line(site, value, "; Max-Age=" + time.toSeconds());
    }

    private String line(Site site, String value, String time) {
        return name(site) + "=" + value + "; Path=" + (site.takesBoundCookies() ? "/" : site.cookiePath()) + time
                + "; HttpOnly; SameSite=" + sameSite + (site.takesBoundCookies() ? "; Secure" : "");
    }

    private String name(Site site) {
        return site.takesBoundCookies() ? "__Host-sluice-" + site.domain() + "-" + kind : "sluice-" + kind;
    }
}
