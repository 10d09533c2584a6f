package dev.sluice.control.issuer;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JWSAlgorithm;
import dev.sluice.control.issuer.calls.IssuerAway;
import dev.sluice.control.issuer.calls.IssuerCalls;
import dev.sluice.control.platform.browsers.ConsoleAddress;
import jakarta.inject.Singleton;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Redeems authorization codes at the issuer (RFC 6749 4.1.3, with PKCE) and judges the ID token that comes back. Blocks. */
@Singleton
public class Codes {
    /** Of the server errors the one that says of itself that nothing was done. */
    private static final int UNAVAILABLE = 503;

    private final IssuerCalls calls;
    private final IssuerKeys keys;
    private final ConsoleAddress console;
    private final JWSAlgorithm algorithm;

    Codes(IssuerCalls calls, IssuerKeys keys, ConsoleAddress console, IssuerSettings settings) {
        this.calls = calls;
        this.keys = keys;
        this.console = console;
        this.algorithm = IdTokens.algorithm(settings.algorithm());
    }

    /**
     * Whom a code is about; refused by {@link IdentityRefused}, or by {@link IssuerAway} when nobody can tell, which says whether the
     * code may be spent.
     */
    public Identified redeem(Issuer issuer, String code, String verifier, String nonce) {
        var form = new LinkedHashMap<String, String>();
        form.put("grant_type", "authorization_code");
        form.put("code", code);
        form.put("redirect_uri", console.callback());
        form.put("code_verifier", verifier);
        Map<String, String> headers = new HashMap<>();
        headers.put("Content-Type", "application/x-www-form-urlencoded");
        headers.put("Accept", "application/json");
        String secret = issuer.client().secret();
        if (secret == null) {
            form.put("client_id", issuer.client().id());
        } else {
            headers.put("Authorization", basic(issuer.client().id(), secret));
        }
        IssuerCalls.Answer answer =
                calls.post(issuer.token(), headers, encoded(form).getBytes(StandardCharsets.US_ASCII));
        if (answer.status() >= 500) {
            String reason = "the token endpoint answered with status " + answer.status();
            throw answer.status() == UNAVAILABLE ? new IssuerAway(reason) : IssuerAway.havingActed(reason);
        }
        if (answer.status() != 200) {
            if (isClientRefused(answer)) {
                throw new IssuerAway("the token endpoint refuses the console's client: its id, or its secret");
            }
            throw new IdentityRefused("code");
        }
        try {
            return identified(issuer, answer, nonce);
        } catch (IssuerAway away) {
            throw IssuerAway.havingActed(String.valueOf(away.getMessage()));
        }
    }

    private Identified identified(Issuer issuer, IssuerCalls.Answer answer, String nonce) {
        JsonNode tokens = IssuerDocuments.read(answer.body());
        String token = tokens.path("id_token").textValue();
        if (token == null) {
            throw new IdentityRefused("no ID token");
        }
        var rules = new IdTokens.Rules(issuer.url(), issuer.client().id(), algorithm);
        return IdTokens.verify(token, rules, keys.get(issuer.keys(), IdTokens.keyId(token)), nonce, Instant.now());
    }

    /** RFC 6749 5.2: nothing that the person did. */
    private static boolean isClientRefused(IssuerCalls.Answer answer) {
        if (answer.status() == 401) {
            return true;
        }
        try {
            return IssuerDocuments.read(answer.body()).path("error").asText().equals("invalid_client");
        } catch (IssuerAway _) {
            return false;
        }
    }

    /** RFC 6749 2.3.1: both parts are encoded as in a form first. */
    private static String basic(String id, String secret) {
        String pair = encode(id) + ":" + encode(secret);
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.US_ASCII));
    }

    private static String encoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + encode(entry.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
