package dev.sluice.control.signin;

import dev.sluice.control.issuer.Codes;
import dev.sluice.control.issuer.Identified;
import dev.sluice.control.issuer.Issuer;
import dev.sluice.control.issuer.Issuers;
import dev.sluice.control.issuer.calls.IssuerAway;
import dev.sluice.control.members.MemberDirectory;
import dev.sluice.control.members.Membership;
import dev.sluice.control.members.Source;
import dev.sluice.control.platform.browsers.ConsoleAddress;
import jakarta.inject.Singleton;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The code flow with the issuer (OpenID Connect Core 3.1, with PKCE): where browsers are sent, and who comes back. Blocks. */
@Singleton
class CodeFlow {
    /** A browser is sent once: a proxy may name another host than browsers do. */
    static final String SENT_HERE = "here";

    private static final String SCOPES = "openid email profile";

    private final Issuers issuers;
    private final Codes codes;
    private final MemberDirectory members;
    private final ConsoleAddress console;
    private final SignInFile file;

    CodeFlow(Issuers issuers, Codes codes, MemberDirectory members, ConsoleAddress console, SignInFile file) {
        this.issuers = issuers;
        this.codes = codes;
        this.members = members;
        this.console = console;
        this.file = file;
    }

    /** Whether people sign in by the platform's own user pool, and new members get a user there. */
    boolean isOwnPool() {
        return issuers.isOwnPool();
    }

    /**
     * Where a browser begins that came by another address than the console's own, 127.0.0.1 for example: its cookies would not
     * come back there.
     *
     * @param host as the browser named it; null when it named none
     * @param to where it goes behind the sign-in
     * @return null for a browser that is right here
     */
    @Nullable
    String elsewhere(@Nullable String host, String to) {
        return host == null || console.isOwn(host)
                ? null
                : with(console.origin() + "/console/sign-in", Map.of("to", to)) + "&" + SENT_HERE + "=1";
    }

    /** Where the browser signs in. */
    String authorization(Attempt attempt) {
        Issuer issuer = issuers.get();
        var query = new LinkedHashMap<String, String>();
        query.put("response_type", "code");
        query.put("client_id", issuer.client().id());
        query.put("redirect_uri", console.callback());
        query.put("scope", SCOPES);
        query.put("state", attempt.state());
        query.put("nonce", attempt.nonce());
        query.put("code_challenge", attempt.challenge());
        query.put("code_challenge_method", "S256");
        return with(issuer.authorization().toString(), query);
    }

    /** Whom a code is about, which is spent then. */
    Redeemed redeem(Attempt attempt, String code) {
        Issuer issuer = issuers.get();
        return new Redeemed(issuer, codes.redeem(issuer, code, attempt.verifier(), attempt.nonce()));
    }

    /** The accounts of a person, oldest membership first; those of a verified e-mail address become the person's. */
    List<Membership> accounts(Redeemed redeemed, Source source) {
        Issuer issuer = redeemed.issuer;
        Identified person = redeemed.person;
        String email = person.verifiedEmail();
        if (email != null && !issuer.isPool()) {
            members.recognize(issuer.name(), email, person.subject(), source);
        }
        return members.of(issuer.name(), person.subject());
    }

    /** Tells that somebody came in. Nobody comes from the pool who has not replaced the one-time password: the first user's holds no more. */
    void ended(Membership account) {
        if (issuers.isOwnPool() && account.name().equals(FirstSignIn.USER)) {
            file.remove();
        }
    }

    /** Where the browser ends the issuer's own session; the console itself when the issuer names no such place or is away. */
    String end() {
        try {
            return end(issuers.last());
        } catch (IssuerAway _) {
            return console.home();
        }
    }

    private String end(Issuer issuer) {
        if (issuer.endSession() == null) {
            return console.home();
        }
        var query = new LinkedHashMap<String, String>();
        query.put("client_id", issuer.client().id());
        query.put(issuer.isPool() ? "logout_uri" : "post_logout_redirect_uri", console.home());
        return with(issuer.endSession().toString(), query);
    }

    private static String with(String url, Map<String, String> query) {
        return url
                + (url.indexOf('?') < 0 ? "?" : "&")
                + query.entrySet().stream()
                        .map(entry ->
                                entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"));
    }

    /** A person, as this issuer knows one. */
    record Redeemed(Issuer issuer, Identified person) {}
}
