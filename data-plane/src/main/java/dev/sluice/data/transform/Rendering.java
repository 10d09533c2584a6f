package dev.sluice.data.transform;

import dev.sluice.data.payload.Converted;
import dev.sluice.data.payload.Payload;
import dev.sluice.data.payload.Unconvertible;
import dev.sluice.data.pipeline.DocumentWeight;
import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.pipeline.ExecutionLog;
import dev.sluice.data.pipeline.Failure;
import dev.sluice.data.pipeline.Outcome;
import dev.sluice.data.pipeline.Step;
import dev.sluice.data.pipeline.Workers;
import dev.sluice.data.templates.BodyText;
import dev.sluice.data.templates.Overrides;
import dev.sluice.data.templates.Template;
import dev.sluice.data.templates.TemplateEngine;
import dev.sluice.data.templates.TemplateFailed;
import dev.sluice.data.templates.TemplateScope;
import java.util.List;
import java.util.function.Function;

/**
 * Compiles mapping templates and runs them for exchanges: on the exchange's loop where body and template are small, else on
 * a worker.
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

        private Outcome tooLarge() {
            return this == REQUEST ? WholeBodies.LARGE_REQUEST_DOCUMENT : WholeBodies.LARGE_RESPONSE_DOCUMENT;
        }
    }

    /**
     * One rendering.
     *
     * @param payload what was collected; empty when the template does not read it
     * @param form how the payload takes its form for templates (rest-api-runtime 12)
     */
    public record Call(Template template, Phase phase, Payload payload, Function<Payload, Converted> form) {}

    /** The rest of a step, once its template has run and printed UTF-8, much of it in pieces. Runs on the exchange's loop. */
    @FunctionalInterface
    public interface Use {
        Outcome with(Exchange exchange, List<byte[]> text);
    }

    public Rendering(TemplateEngine engine, Workers workers) {
        this.engine = engine;
        this.workers = workers;
    }

    /** Compiles a template; one with a syntax error fails when it runs (mapping-templates 7). */
    public Template compile(String text) {
        return engine.compile(text);
    }

    /** Runs a template over a payload in its form for templates, then the rest of the step. */
    public Outcome render(Exchange exchange, Call call, Use then) {
        byte[] bytes = call.payload().bytes();
        return bytes.length > MAX_INLINE_BYTES || call.template().isHeavy()
                ? workers.run(exchange, bytes, weight(call), call.phase().tooLarge(), () -> rest(exchange, call, then))
                : rest(exchange, call, then).run(exchange);
    }

    private static DocumentWeight weight(Call call) {
        Template template = call.template();
        return new DocumentWeight(
                template.readsJson(), true, template.holdsText(), call.payload().isBinary());
    }

    private static Step rest(Exchange exchange, Call call, Use then) {
        return switch (call.form().apply(call.payload())) {
            case Unconvertible(Failure failure) -> _ -> new Outcome.Refuse(failure);
            case Payload payload when payload.isBinary() -> refusing(call.phase(), "the body is binary");
            case Payload payload -> rest(exchange, call, BodyText.of(payload.bytes()), then);
        };
    }

    private static Step rest(Exchange exchange, Call call, BodyText body, Use then) {
        try {
            List<byte[]> text = call.template().print(scope(exchange, body));
            return rendered -> {
                warn(rendered, call.phase());
                return then.with(rendered, text);
            };
        } catch (TemplateFailed failed) {
            return refusing(call.phase(), failed.reason());
        }
    }

    /** mapping-templates 6: AWS fails such a call; here the last value holds, and the log says so. */
    private static void warn(Exchange exchange, Phase phase) {
        ExecutionLog log = exchange.log();
        Overrides overrides = exchange.overrides();
        if (log != null && overrides != null) {
            for (String name : overrides.repeated()) {
                log.line("Warning: the " + phase.name + " template sets context." + name
                        + " more than once; the last value holds");
            }
        }
    }

    private static Step refusing(Phase phase, String reason) {
        Failure failure = new Failure.Configuration("Unable to transform " + phase.name + " (" + reason + ")");
        return _ -> new Outcome.Refuse(failure);
    }

    private static TemplateScope scope(Exchange exchange, BodyText body) {
        return new TemplateScope(
                body,
                () -> RequestParameters.of(exchange),
                () -> new ContextMap(exchange),
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
