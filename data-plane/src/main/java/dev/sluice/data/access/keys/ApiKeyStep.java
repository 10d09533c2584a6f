package dev.sluice.data.access.keys;

import dev.sluice.contracts.stages.StageKey;
import dev.sluice.data.pipeline.AuthorizerResult;
import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.pipeline.ExecutionLog;
import dev.sluice.data.pipeline.Outcome;
import dev.sluice.data.pipeline.Step;
import org.jspecify.annotations.Nullable;

/**
 * Lets calls pass whose API key is enabled and in a usage plan that opens the stage; refuses all others with {@link
 * dev.sluice.data.pipeline.Failure.InvalidApiKey} (rest-api-runtime 4). Stands behind the authorizer, which may name the
 * key.
 *
 * @param source where the key comes from
 */
public record ApiKeyStep(TenantApiKeys keys, StageKey stage, KeySource source) implements Step {
    /** Where callers' keys come from; what comes from elsewhere is not looked at. */
    public enum KeySource {
        /** The field {@code x-api-key}; the edge refuses more than one of them. */
        HEADER,
        /** The {@code usageIdentifierKey} that the authorizer returned. */
        AUTHORIZER
    }

    @Override
    public Outcome run(Exchange exchange) {
        String value = value(exchange);
        ExecutionLog log = exchange.log();
        if (log != null) {
            log.apiKey(value == null ? "" : value);
        }
        if (value == null || value.isEmpty()) {
            return refusal(exchange, KeyProblem.MISSING);
        }
        ApiKey key = keys.find(value);
        if (key == null) {
            return refusal(exchange, KeyProblem.UNKNOWN);
        }
        if (!key.isEnabled()) {
            return refusal(exchange, KeyProblem.DISABLED);
        }
        KeyedCall call = keys.call(value, key, stage);
        if (call == null) {
            return refusal(exchange, KeyProblem.NO_PLAN);
        }
        exchange.apiKey(call);
        return Outcome.PROCEED;
    }

    private @Nullable String value(Exchange exchange) {
        if (source == KeySource.HEADER) {
            return exchange.request().headers().last("x-api-key");
        }
        AuthorizerResult authorizer = exchange.authorizer();
        return authorizer == null ? null : authorizer.usageIdentifierKey();
    }

    private Outcome refusal(Exchange exchange, KeyProblem problem) {
        ExecutionLog log = exchange.log();
        if (log != null) {
            log.keyCause(" not authorized because method '" + exchange.request().verb() + " "
                    + exchange.routedMethod().resourcePath() + "' requires API Key and "
                    + problem.line(stage.api() + "/" + stage.stage()));
        }
        return problem.refusal();
    }
}
