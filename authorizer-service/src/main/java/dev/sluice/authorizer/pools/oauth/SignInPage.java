package dev.sluice.authorizer.pools.oauth;

import dev.sluice.authorizer.pools.http.HttpAnswer;
import dev.sluice.authorizer.pools.secret.Digests;
import java.net.URI;
import java.util.Base64;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The pages that browsers see: plain HTML without script, every value escaped, and a policy that allows nothing else. */
final class SignInPage {
    private static final String STYLE =
            "body{font:16px/1.5 system-ui,sans-serif;max-width:22rem;margin:10vh auto;padding:0 1rem}"
                    + "label{display:block;margin-top:1rem}input{width:100%;box-sizing:border-box;font:inherit;padding:.5rem}"
                    + "button{margin-top:1.5rem;font:inherit;padding:.5rem 1.5rem}[role=alert]{color:#b00020}";
    private static final String STYLE_HASH =
            "'sha256-" + Base64.getEncoder().encodeToString(Digests.sha256(STYLE)) + "'";
    private static final Pattern AUTHORITY = Pattern.compile("[A-Za-z0-9.:\\[\\]-]+");

    private SignInPage() {}

    /** The form for name and password. */
    static HttpAnswer signIn(int status, String csrf, String redirectUri, @Nullable String alert) {
        String form = hidden("_csrf", csrf)
                + "<label>Username <input name=\"username\" autocomplete=\"username\" required autofocus></label>"
                + "<label>Password <input name=\"password\" type=\"password\" autocomplete=\"current-password\" required>"
                + "</label><button type=\"submit\">Sign in</button>";
        return page(status, "Sign in", alert, form, redirectUri);
    }

    /** The form for a new password. */
    static HttpAnswer newPassword(int status, String csrf, String session, String redirectUri, @Nullable String alert) {
        String form = hidden("_csrf", csrf)
                + hidden("session", session)
                + "<label>New password <input name=\"new_password\" type=\"password\" autocomplete=\"new-password\""
                + " required autofocus></label><button type=\"submit\">Change password</button>";
        return page(status, "Change password", alert, form, redirectUri);
    }

    /** What is told a person whom no client can be told to. */
    static HttpAnswer error(String text) {
        return headers(
                HttpAnswer.of(400, head("Error") + "<p role=\"alert\">" + escape(text) + "</p></main></body></html>"),
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
                .with("Referrer-Policy", "no-referrer");
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
