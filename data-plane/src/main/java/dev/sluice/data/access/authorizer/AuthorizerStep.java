package dev.sluice.data.access.authorizer;

import dev.sluice.data.access.policy.MethodArn;
import dev.sluice.data.integration.lambda.AuthorizerEvent;
import dev.sluice.data.integration.lambda.AuthorizerInvocation;
import dev.sluice.data.pipeline.AuthorizerResult;
import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.pipeline.ExecutionLog;
import dev.sluice.data.pipeline.Failure;
import dev.sluice.data.pipeline.NanoClock;
import dev.sluice.data.pipeline.Outcome;
import dev.sluice.data.pipeline.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who calls and what may be done in their name: by what was returned for the same identity before, or by asking
 * the authorizer's function (rest-api-runtime 3.4). What the policy says of the call itself is the next step's to judge.
 * Immutable but for the cache.
 */
public final class AuthorizerStep implements Step {
    private static final Outcome UNAUTHORIZED = new Outcome.Refuse(new Failure.Unauthorized());
    private static final Outcome TOO_LONG = new Outcome.Refuse(new Failure.MethodArnTooLong());

    private final Identity identity;
    private final AuthorizerFunction function;
    private final AuthorizerEvent event;
    private final MethodArn arn;
    private final @Nullable AuthorizerCache cache;
    private final NanoClock clock;

    /**
     * How an authorizer knows its callers.
     *
     * @param token whether the only source is a token, which has to match the pattern if there is one
     * @param required whether a call that lacks a value is refused; if not, the function may make of it what it likes
     */
    record Identity(
            String authorizerId,
            boolean token,
            boolean required,
            List<IdentitySource> sources,
            @Nullable TokenPattern pattern) {
        Identity {
            sources = List.copyOf(sources);
        }
    }

    AuthorizerStep(
            Identity identity,
            AuthorizerFunction function,
            AuthorizerEvent event,
            MethodArn arn,
            @Nullable AuthorizerCache cache,
            NanoClock clock) {
        this.identity = identity;
        this.function = function;
        this.event = event;
        this.arn = arn;
        this.cache = cache;
        this.clock = clock;
    }

    @Override
    public Outcome run(Exchange exchange) {
        ExecutionLog log = exchange.log();
        if (log != null) {
            log.authorizer().started(identity.authorizerId(), exchange.requestId());
        }
        String called = arn.text(exchange);
        if (called == null) {
            return TOO_LONG;
        }
        List<String> values = values(exchange);
        if (values == null) {
            return UNAUTHORIZED;
        }
        if (log != null) {
            shown(log, values);
        }
        AuthorizerResult kept = cache == null ? null : cache.find(values, clock.nanos());
        return kept == null ? ask(exchange, called, values) : decided(exchange, kept, -1);
    }

    /** Every identity value; null when one is missing, or the token is none that the function would be asked about. */
    private @Nullable List<String> values(Exchange exchange) {
        List<String> values = new ArrayList<>(identity.sources().size());
        for (IdentitySource source : identity.sources()) {
            String value = source.value(exchange);
            if (value == null && identity.required()) {
                return null;
            }
            values.add(value == null ? "" : value);
        }
        TokenPattern pattern = identity.pattern();
        return pattern == null || pattern.matches(values.getFirst()) ? values : null;
    }

    private void shown(ExecutionLog log, List<String> values) {
        if (identity.token()) {
            log.authorizer().token(values.getFirst());
        } else if (!values.isEmpty()) {
            Map<String, String> bySource = new LinkedHashMap<>();
            for (int index = 0; index < values.size(); index++) {
                if (!values.get(index).isEmpty()) {
                    bySource.put(identity.sources().get(index).expression(), values.get(index));
                }
            }
            if (!bySource.isEmpty()) {
                log.authorizer().identities(bySource);
            }
        }
    }

    private Outcome ask(Exchange exchange, String called, List<String> values) {
        String trace = AuthorizerInvocation.trace(exchange);
        byte[] asked =
                identity.token() ? event.token(called, values.getFirst()) : event.request(called, exchange, trace);
        return function.ask(exchange, asked, trace, (rest, result, nanos) -> {
            AuthorizerAnswer answer = AuthorizerAnswerReader.read(result);
            return switch (answer) {
                case AuthorizerAnswer.Malformed(String reason) ->
                    new Outcome.Refuse(new Failure.AuthorizerMisconfigured(reason));
                case AuthorizerAnswer.Decided(AuthorizerResult returned) -> {
                    if (cache != null) {
                        cache.keep(values, returned, clock.nanos());
                    }
                    yield decided(rest, returned, nanos);
                }
            };
        });
    }

    private static Outcome decided(Exchange exchange, AuthorizerResult result, long nanos) {
        exchange.authorizer(result, nanos);
        ExecutionLog log = exchange.log();
        if (log != null) {
            log.authorizer().decided(result.principalId());
        }
        return Outcome.PROCEED;
    }
}
