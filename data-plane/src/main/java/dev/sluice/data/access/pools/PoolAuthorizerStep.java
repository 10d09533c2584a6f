package dev.sluice.data.access.pools;

import dev.sluice.data.access.authorizer.TokenPattern;
import dev.sluice.data.access.policy.MethodArn;
import dev.sluice.data.access.tokens.Claims;
import dev.sluice.data.access.tokens.Issuer;
import dev.sluice.data.access.tokens.ReadToken;
import dev.sluice.data.access.tokens.SignedToken;
import dev.sluice.data.access.tokens.TokenFault;
import dev.sluice.data.access.tokens.TokenVerifier;
import dev.sluice.data.access.tokens.Trust;
import dev.sluice.data.access.tokens.Verdict;
import dev.sluice.data.access.tokens.Verdicts;
import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.pipeline.ExecutionLog;
import dev.sluice.data.pipeline.Failure;
import dev.sluice.data.pipeline.Outcome;
import dev.sluice.data.pipeline.Step;
import dev.sluice.data.transform.ByteText;
import java.util.Collections;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets a call pass whose token a user pool has issued: an ID token or, where the method names scopes, an access token with
 * one of them (rest-api-runtime 3.5). An OpenID Connect issuer's tokens do not say which they are: its client ids decide. A token that was seen before costs its digest and a look at what was found out.
 * Immutable but for the verdicts.
 */
public final class PoolAuthorizerStep implements Step, TokenVerifier.Use {
    private static final String BEARER = "Bearer ";
    private static final Outcome UNAUTHORIZED = new Outcome.Refuse(new Failure.Unauthorized());
    private static final Outcome EXPIRED =
            new Outcome.Refuse(new Failure.Unauthorized("The incoming token has expired"));
    private static final Outcome CROWDED =
            new Outcome.Refuse(new Failure.Unavailable("too many calls wait for the keys of a user pool"));
    private static final Outcome TOO_LONG = new Outcome.Refuse(new Failure.MethodArnTooLong());

    private final Accepted accepted;
    private final Set<String> scopes;
    private final TokenVerifier verifier;
    private final @Nullable Verdicts verdicts;
    private final MethodArn arn;

    /**
     * Whose tokens an authorizer accepts, and where it finds them.
     *
     * @param header the field that holds the token
     * @param providers by the claim {@code iss}
     * @param audience what the claim {@code aud} has to match; null: anything
     */
    record Accepted(
            String authorizerId,
            String header,
            Providers providers,
            @Nullable TokenPattern audience) {}

    /**
     * One per method.
     *
     * @param scopes one of them the token has to allow; none: it has to be an ID token
     * @param verdicts null: nothing is kept
     */
    PoolAuthorizerStep(
            Accepted accepted, Set<String> scopes, TokenVerifier verifier, @Nullable Verdicts verdicts, MethodArn arn) {
        this.accepted = accepted;
        this.scopes = Set.copyOf(scopes);
        this.verifier = verifier;
        this.verdicts = verdicts;
        this.arn = arn;
    }

    @Override
    public Outcome run(Exchange exchange) {
        ExecutionLog log = exchange.log();
        if (log != null) {
            log.authorizer().started(accepted.authorizerId(), exchange.requestId());
        }
        if (arn.isTooLong(exchange)) {
            return TOO_LONG;
        }
        String value = exchange.request().headers().last(accepted.header());
        if (value == null || value.isEmpty()) {
            return UNAUTHORIZED;
        }
        if (log != null) {
            log.authorizer().token(ByteText.text(value));
        }
        Verdict known = verdicts == null ? null : verdicts.find(verifier.digest(value), verifier.sets());
        return known != null && accepted.providers().include(known.trust())
                ? decided(exchange, known)
                : look(exchange, value);
    }

    private Outcome look(Exchange exchange, String value) {
        boolean bearer = value.regionMatches(true, 0, BEARER, 0, BEARER.length());
        return switch (SignedToken.read(bearer ? value.substring(BEARER.length()) : value)) {
            case ReadToken.Malformed(String reason) -> refused(exchange, reason);
            case ReadToken.Read(SignedToken token) -> {
                Trust trust = accepted.providers().find(token.claims().text("iss"));
                yield trust == null
                        ? refused(exchange, "issuer does not match")
                        : verifier.verify(exchange, token, trust, this);
            }
        };
    }

    @Override
    public Outcome holds(Exchange exchange, SignedToken token, Trust trust, long version) {
        Claims claims = token.claims();
        if (!trust.takes(claims) || !hasAudience(claims)) {
            return refused(exchange, "the token does not have a valid audience");
        }
        Verdict verdict = new Verdict(
                trust, version, claims.expires(), claims.text("token_use"), claims.scopes(), PoolClaims.of(claims));
        String value = exchange.request().headers().last(accepted.header());
        if (verdicts != null && value != null) {
            verdicts.keep(verifier.digest(value), verdict, verifier.nowSeconds(), verifier.sets());
        }
        return decided(exchange, verdict);
    }

    @Override
    public Outcome fails(Exchange exchange, TokenFault fault) {
        return switch (fault.kind()) {
            case INVALID -> refused(exchange, fault.reason());
            case EXPIRED -> expired(exchange);
            case CROWDED -> CROWDED;
        };
    }

    /** An access token has no audience, so that an expression refuses them all. */
    private boolean hasAudience(Claims claims) {
        TokenPattern pattern = accepted.audience();
        return pattern == null || claims.texts("aud").stream().anyMatch(pattern::matches);
    }

    private Outcome decided(Exchange exchange, Verdict verdict) {
        if (verdict.expires() <= verifier.nowSeconds()) {
            return expired(exchange);
        }
        if (verdict.trust().issuer().kind() == Issuer.Kind.USER_POOL
                && !(scopes.isEmpty() ? "id" : "access").equals(verdict.use())) {
            return refused(exchange, scopes.isEmpty() ? "the token is no ID token" : "the token is no access token");
        }
        if (!scopes.isEmpty() && Collections.disjoint(scopes, verdict.scopes())) {
            return refused(exchange, "the token does not have a required scope");
        }
        exchange.claims(verdict.claims());
        ExecutionLog log = exchange.log();
        if (log != null) {
            log.authorizer().decided(verdict.claims().values().getOrDefault("sub", ""));
        }
        return Outcome.PROCEED;
    }

    private static Outcome expired(Exchange exchange) {
        var _ = refused(exchange, "the token has expired");
        return EXPIRED;
    }

    private static Outcome refused(Exchange exchange, String reason) {
        ExecutionLog log = exchange.log();
        if (log != null) {
            log.authorizer().line("Token refused: " + reason);
        }
        return UNAUTHORIZED;
    }
}
