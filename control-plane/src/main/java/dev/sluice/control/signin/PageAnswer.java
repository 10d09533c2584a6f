package dev.sluice.control.signin;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;

/** An answer to a browser. Nothing of it may be kept or framed; it runs no script and sends no form. */
record PageAnswer(int status, List<Entry<String, String>> headers, String body) {
    private static final String POLICY =
            "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    PageAnswer {
        headers = List.copyOf(headers);
    }

    /** Sends the browser on. */
    static PageAnswer redirect(String location) {
        return of(303, "").with("Location", location);
    }

    static PageAnswer json(String body) {
        return of(200, body).with("Content-Type", "application/json");
    }

    /**
     * A page with one sentence, the call's id and a way to begin again. Nothing of it comes from a request. A sign-in that the browser
     * has under way goes on when the page is loaded again.
     */
    static PageAnswer failure(int status, String sentence, String requestId) {
        String page = """
                <!doctype html>
                <html lang="en"><head><meta charset="utf-8"><title>Sign-in</title>
                <meta name="viewport" content="width=device-width"></head>
                <body><main><h1>Sign-in</h1><p role="alert">%s</p>
                <p><a href="/console/sign-in">Sign in again</a></p><p>Request %s</p></main></body></html>
                """.formatted(sentence, requestId);
        return of(status, page).with("Content-Type", "text/html;charset=UTF-8");
    }

    /** The same where the person has to begin anew: the sign-in that the browser has under way is over. */
    static PageAnswer over(int status, String sentence, String requestId) {
        return failure(status, sentence, requestId).with("Set-Cookie", SealedAttempts.end());
    }

    private static PageAnswer of(int status, String body) {
        return new PageAnswer(status, List.of(), body)
                .with("Cache-Control", "no-store")
                .with("Content-Security-Policy", POLICY)
                .with("X-Content-Type-Options", "nosniff")
                .with("Referrer-Policy", "no-referrer")
                .with("Cross-Origin-Resource-Policy", "same-origin");
    }

    PageAnswer with(String name, String value) {
        var more = new ArrayList<>(headers);
        more.add(Map.entry(name, value));
        return new PageAnswer(status, more, body);
    }
}
