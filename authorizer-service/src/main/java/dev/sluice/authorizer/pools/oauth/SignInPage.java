package dev.sluice.authorizer.pools.oauth;

import dev.sluice.authorizer.pools.http.HttpAnswer;
import dev.sluice.authorizer.pools.protocol.Refused;
import dev.sluice.authorizer.pools.secret.Digests;
import java.net.URI;
import java.util.Base64;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The pages that browsers see: plain HTML without script, every value escaped, and a policy that allows nothing else. */
final class SignInPage {
    private static final String STYLE = """
            body{font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;color:#16191f;background:#f2f3f3;margin:0}
            main{box-sizing:border-box;max-width:26rem;margin:10vh auto 2rem;padding:2rem;background:#fff;border:1px solid #d5dbdb;border-radius:12px}
            h1{font-size:1.5rem;line-height:1.25;margin:0 0 1rem}
            p{margin:0 0 1rem}
            label{display:block;margin-top:1rem;font-weight:600}
            .hint{margin:.75rem 0 0;font-size:.875rem;color:#545b64}
            input{display:block;width:100%;box-sizing:border-box;margin-top:.25rem;font:inherit;font-weight:400;padding:.5rem .75rem;border:1px solid #687078;border-radius:8px}
            button{width:100%;margin-top:1.5rem;font:inherit;font-weight:600;padding:.6rem 1rem;color:#fff;background:#0b3d5c;border:0;border-radius:999px;cursor:pointer}
            button:hover{background:#14597f}
            input:focus-visible,button:focus-visible{outline:2px solid #0972d3;outline-offset:2px}
            [role=alert]{padding:.75rem 1rem;color:#7d1414;background:#fdf3f1;border:1px solid #d13212;border-radius:8px}
            @media(max-width:30rem){main{margin:0;border:0;border-radius:0;min-height:100vh}}
            """;
    private static final String STYLE_HASH =
            "'sha256-" + Base64.getEncoder().encodeToString(Digests.sha256(STYLE)) + "'";
    private static final String BUSY = "The service has too much to do at the moment. Try again in a moment.";
    private static final Pattern AUTHORITY = Pattern.compile("[A-Za-z0-9.:\\[\\]-]+");

    private SignInPage() {}

    /** The form for name and password; the name is kept over a refusal. */
    static HttpAnswer signIn(int status, String csrf, String redirectUri, String name, @Nullable String alert) {
        String form = hidden("_csrf", csrf)
                + "<label>Username <input name=\"username\" autocomplete=\"username\" autocapitalize=\"none\""
                + " spellcheck=\"false\" value=\"" + escape(name) + "\" required"
                + (name.isEmpty() ? " autofocus" : "") + "></label>"
                + "<label>Password <input name=\"password\" type=\"password\" autocomplete=\"current-password\" required"
                + (name.isEmpty() ? "" : " autofocus") + "></label><button type=\"submit\">Sign in</button>";
        return page(status, "Sign in", alert, form, redirectUri);
    }

    /** The form for a new password, with the rules that it has to keep. */
    static HttpAnswer newPassword(
            int status, String csrf, String session, String redirectUri, String rules, @Nullable String alert) {
        String form = hidden("_csrf", csrf)
                + hidden("session", session)
                + "<p>The password you signed in with was for one time only. Choose your own to go on.</p>"
                + "<label>New password <input name=\"new_password\" type=\"password\" autocomplete=\"new-password\""
                + " aria-describedby=\"rules\" required autofocus></label>"
                + "<label>New password again <input name=\"new_password_again\" type=\"password\""
                + " autocomplete=\"new-password\" required></label>"
                + "<p class=\"hint\" id=\"rules\">" + escape(rules) + "</p>"
                + "<button type=\"submit\">Change password</button>";
        return page(status, "Choose a new password", alert, form, redirectUri);
    }

    /** What is told a person whom no client can be told to. */
    static HttpAnswer error(String text) {
        return error(400, text);
    }

    /** What is told a person whom nobody can serve now. */
    static HttpAnswer unavailable() {
        return error(503, BUSY);
    }

    /** A form once more for a call that was refused: with what is wrong, or with when to send it again. */
    static HttpAnswer again(Refused refused, Again form) {
        return refused.isPassing() ? form.page(503, BUSY).with("Retry-After", "1") : form.page(400, refused.text());
    }

    /** A form with a status and what is told the person. */
    @FunctionalInterface
    interface Again {
        HttpAnswer page(int status, String alert);
    }

    /** What is told a person at this status. */
    static HttpAnswer error(int status, String text) {
        return headers(
                HttpAnswer.of(
                        status,
                        head("Sign-in is not possible") + "<p role=\"alert\">" + escape(text)
                                + "</p></main></body></html>"),
                "'none'");
    }

    private static HttpAnswer page(int status, String title, @Nullable String alert, String form, String redirectUri) {
        String body = head(title)
                + (alert == null ? "" : "<p role=\"alert\">" + escape(alert) + "</p>")
                + "<form method=\"post\">"
                + form
                + "</form></main></body></html>";
        return headers(HttpAnswer.of(status, body), "'self'" + target(redirectUri));
    }

    private static HttpAnswer headers(HttpAnswer answer, String formAction) {
        return answer.with("Content-Type", "text/html;charset=UTF-8")
                .with("Cache-Control", "no-store")
                .with(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src " + STYLE_HASH + "; form-action " + formAction
                                + "; base-uri 'none'; frame-ancestors 'none'")
                .with("X-Content-Type-Options", "nosniff")
                .with("X-Frame-Options", "DENY")
                // With "no-referrer" browsers would not say whose form it is.
                .with("Referrer-Policy", "same-origin");
    }

    /** Browsers hold a form's redirects to the policy too, so it names where the client's own URL is. */
    private static String target(String redirectUri) {
        URI uri = URI.create(redirectUri);
        String authority = uri.getRawAuthority();
        String scheme = uri.getScheme();
        boolean isWeb = "https".equals(scheme) || "http".equals(scheme);
        if (isWeb) {
            return authority != null && AUTHORITY.matcher(authority).matches() ? " " + scheme + "://" + authority : "";
        }
        return " " + scheme + ":";
    }

    private static String head(String title) {
        return "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>" + title + "</title>"
                + "<meta name=\"viewport\" content=\"width=device-width\"><style>" + STYLE
                + "</style></head><body><main><h1>" + title + "</h1>";
    }

    private static String hidden(String name, String value) {
        return "<input type=\"hidden\" name=\"" + name + "\" value=\"" + escape(value) + "\">";
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
