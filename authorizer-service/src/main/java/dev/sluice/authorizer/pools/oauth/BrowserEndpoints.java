package dev.sluice.authorizer.pools.oauth;

import dev.sluice.authorizer.pools.client.AppClient;
import dev.sluice.authorizer.pools.client.Registered;
import dev.sluice.authorizer.pools.http.HttpAnswer;
import dev.sluice.authorizer.pools.http.HttpRequest;
import dev.sluice.authorizer.pools.protocol.Refused;
import dev.sluice.authorizer.pools.secret.Digests;
import dev.sluice.authorizer.pools.secret.RandomTexts;
import dev.sluice.authorizer.pools.signin.NewPasswords;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code /oauth2/authorize}, {@code /login} and {@code /logout}. An error goes to the client's redirect URL only after
 * client and URL are known to belong together; before, it is told the person. A form counts only from a page of this host,
 * where browsers tell that, and with the value of a cookie that pages of other sites can neither read nor send. Any thread; blocks.
 */
@Singleton
public final class BrowserEndpoints {
    private final ClientProof clients;
    private final BrowserSessions browsers;
    private final NewPasswords newPasswords;
    private final RandomTexts random;

    BrowserEndpoints(ClientProof clients, BrowserSessions browsers, NewPasswords newPasswords, RandomTexts random) {
        this.clients = clients;
        this.browsers = browsers;
        this.newPasswords = newPasswords;
        this.random = random;
    }

    /** Sends the browser on: with a code if it is signed in, to the sign-in page else. */
    HttpAnswer authorize(Site site, HttpRequest request) {
        return asked(site, request, asked -> {
            String prompt = Form.parse(request.query()).text("prompt");
            String code = prompt.equals("login") ? null : browsers.code(site, request, asked);
            if (code != null) {
                return redirect(asked.granted(code));
            }
            return prompt.equals("none")
                    ? redirect(Authorization.redirect(asked.redirectUri(), "error", "login_required", asked.state()))
                    : redirect(site.base() + "/login?" + request.query());
        });
    }

    /** Shows the sign-in page. */
    HttpAnswer page(Site site, HttpRequest request) {
        return asked(site, request, asked -> {
            String csrf = random.token(24);
            return SignInPage.signIn(200, csrf, asked.redirectUri(), "", null)
                    .with("Set-Cookie", SiteCookie.CSRF.line(site, csrf));
        });
    }

    /** Takes the sign-in page's form. */
    HttpAnswer submit(Site site, HttpRequest request) {
        if (!site.isSender(request)) {
            return SignInPage.error("This form was sent by a page of another site.");
        }
        return asked(site, request, asked -> {
            Form form = Form.parse(new String(request.body(), StandardCharsets.UTF_8));
            String csrf = SiteCookie.CSRF.of(site, request);
            if (form.isMalformed() || csrf == null || csrf.isEmpty() || !Digests.same(csrf, form.text("_csrf"))) {
                return SignInPage.error("This form has ended. Go back to the application and sign in again.");
            }
            String session = form.get("session");
            return session == null
                    ? signIn(site, request, asked, form, csrf)
                    : change(site, asked, form, csrf, session);
        });
    }

    /** Ends the browser's session and sends it to where the client may send it. */
    HttpAnswer logout(Site site, HttpRequest request) {
        Form form = Form.parse(request.query());
        AppClient client = clients.find(site, form.text("client_id"));
        if (form.isMalformed() || client == null) {
            return SignInPage.error("The client of this link does not exist.");
        }
        String logout = form.get("logout_uri");
        if (logout == null && form.get("redirect_uri") != null) {
            return redirect(site.base() + "/login?" + request.query()).with("Set-Cookie", browsers.end(site, request));
        }
        if (logout == null || !client.settings().logouts().contains(logout)) {
            return SignInPage.error("The client of this link does not allow this address.");
        }
        return redirect(logout).with("Set-Cookie", browsers.end(site, request));
    }

    private HttpAnswer signIn(Site site, HttpRequest request, Authorization asked, Form form, String csrf) {
        String name = form.text("username").strip();
        String password = form.text("password");
        if (name.isEmpty() || name.length() > 128 || password.isEmpty() || password.length() > 256) {
            return SignInPage.signIn(400, csrf, asked.redirectUri(), name, "Incorrect username or password.");
        }
        try {
            var proved = browsers.prove(asked.at(), name, password, request.address());
            String session = browsers.newPasswordSession(asked.at(), proved);
            return session == null
                    ? done(site, asked, browsers.begin(asked, proved))
                    : newPassword(200, asked, csrf, session, null);
        } catch (Refused refused) {
            return SignInPage.again(
                    refused, (status, alert) -> SignInPage.signIn(status, csrf, asked.redirectUri(), name, alert));
        }
    }

    private HttpAnswer change(Site site, Authorization asked, Form form, String csrf, String session) {
        String again = form.parameters().get("new_password_again");
        if (again != null && !again.equals(form.text("new_password"))) {
            return newPassword(400, asked, csrf, session, "The two passwords are not the same.");
        }
        try {
            var begun = newPasswords.set(
                    asked.at(),
                    null,
                    session,
                    form.text("new_password"),
                    Map.of(),
                    (rows, user) -> browsers.begin(rows, asked, user));
            return done(site, asked, begun);
        } catch (Refused refused) {
            // While the service has too much to do the session is unspent, and nobody has to sign in again.
            return refused.isPassing() || refused.type().equals("InvalidPasswordException")
                    ? SignInPage.again(refused, (status, alert) -> newPassword(status, asked, csrf, session, alert))
                    : SignInPage.signIn(400, csrf, asked.redirectUri(), "", refused.text());
        }
    }

    private static HttpAnswer newPassword(
            int status, Authorization asked, String csrf, String session, @Nullable String alert) {
        String rules = asked.at().pool().settings().passwordPolicy().rules();
        return SignInPage.newPassword(status, csrf, session, asked.redirectUri(), rules, alert);
    }

    private static HttpAnswer done(Site site, Authorization asked, BrowserSessions.Begun begun) {
        return redirect(asked.granted(begun.code())).with("Set-Cookie", BrowserSessions.cookie(site, begun.session()));
    }

    private HttpAnswer asked(Site site, HttpRequest request, Step step) {
        Form form = Form.parse(request.query());
        AppClient client = form.isMalformed() ? null : clients.find(site, form.text("client_id"));
        String given = client == null ? null : form.get("redirect_uri");
        String redirect = given == null && client != null ? client.settings().defaultRedirectURI() : given;
        if (client == null || redirect == null || !client.settings().callbacks().contains(redirect)) {
            return SignInPage.error(client == null ? "The client of this link does not exist." : "redirect_mismatch");
        }
        Authorization asked;
        try {
            asked = Authorization.of(new Registered(site.pool(), client), redirect, form);
        } catch (OAuthError error) {
            return redirect(Authorization.redirect(redirect, "error", error.code(), form.get("state")));
        }
        return step.answer(asked);
    }

    private static HttpAnswer redirect(String url) {
        return HttpAnswer.of(303, "")
                .with("Location", url)
                .with("Cache-Control", "no-store")
                .with("Referrer-Policy", "no-referrer");
    }

    /** What follows when the parameters are in order. */
    @FunctionalInterface
    private interface Step {
        HttpAnswer answer(Authorization asked);
    }
}
