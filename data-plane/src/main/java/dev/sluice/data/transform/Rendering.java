package dev.sluice.data.transform;

import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.pipeline.Failure;
import dev.sluice.data.pipeline.Outcome;
import dev.sluice.data.pipeline.Step;
import dev.sluice.data.pipeline.Workers;
import dev.sluice.data.templates.Overrides;
import dev.sluice.data.templates.Template;
import dev.sluice.data.templates.TemplateEngine;
import dev.sluice.data.templates.TemplateFailed;
import dev.sluice.data.templates.TemplateScope;
import java.nio.charset.StandardCharsets;

/**
 * Compiles mapping templates and runs them for exchanges: small bodies on the exchange's loop, larger ones on a worker.
 * One per node; thread-safe.
 */
public final class Rendering {
    /** Reading and writing so much takes a loop a few milliseconds at most. */
    static final int MAX_INLINE_BYTES = 64 << 10;

    private final TemplateEngine engine;
    private final Workers workers;

    /** Which of the two templates of a call runs. */
    public enum Phase {
        REQUEST("request"),
        RESPONSE("response");

        private final String name;

        Phase(String name) {
            this.name = name;
        }
    }

    /** The rest of a step, once its template has run. Runs on the exchange's loop. */
    @FunctionalInterface
    public interface Use {
        Outcome with(Exchange exchange, String text);
    }

    public Rendering(TemplateEngine engine, Workers workers) {
        this.engine = engine;
        this.workers = workers;
    }

    /** Compiles a template; one with a syntax error fails when it runs (mapping-templates 7). */
    public Template compile(String text) {
        return engine.compile(text);
    }

    /** Runs a template over a body, then the rest of the step. */
    public Outcome render(Exchange exchange, Template template, Phase phase, byte[] body, Use then) {
        TemplateScope scope = scope(exchange, body);
        return body.length > MAX_INLINE_BYTES
                ? workers.run(exchange, () -> rest(template, phase, scope, then))
                : rest(template, phase, scope, then).run(exchange);
    }

    private static Step rest(Template template, Phase phase, TemplateScope scope, Use then) {
        try {
            String text = template.render(scope);
            return exchange -> then.with(exchange, text);
        } catch (TemplateFailed failed) {
            Failure failure =
                    new Failure.Configuration("Unable to transform " + phase.name + " (" + failed.getMessage() + ")");
            return _ -> new Outcome.Refuse(failure);
        }
    }

    private static TemplateScope scope(Exchange exchange, byte[] body) {
        return new TemplateScope(
                new String(body, StandardCharsets.UTF_8),
                RequestParameters.of(exchange),
                () -> ContextMap.of(exchange),
                exchange.routedStage().variables(),
                overrides(exchange));
    }

    private static Overrides overrides(Exchange exchange) {
        Overrides known = exchange.overrides();
        if (known != null) {
            return known;
        }
        Overrides made = new Overrides();
        exchange.overrides(made);
        return made;
    }
}
