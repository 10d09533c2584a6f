package dev.sluice.data.stage;

import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.pipeline.MethodFacts;
import dev.sluice.data.pipeline.StageFacts;
import dev.sluice.data.routing.RouteTrie;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One method that is not deployed, ready to run once. Immutable. */
public final class TestMethod {
    private static final String[] NO_VALUES = {};

    private final StageFacts stage;
    private final CompiledMethod method;
    private final RouteTrie<CompiledMethod> routes;

    TestMethod(StageFacts stage, CompiledMethod method, RouteTrie<CompiledMethod> routes) {
        this.stage = stage;
        this.method = method;
        this.routes = routes;
    }

    /**
     * The method as a request meets it. A path that is not the resource's is no refusal: the method then has no path
     * parameters (management-api 9).
     */
    public Route route(String verb, String canonicalPath, String rawPath) {
        RouteTrie.@Nullable Match<CompiledMethod> match = routes.match(verb, canonicalPath, rawPath);
        if (match != null) {
            return new Route(stage, method.facts(), match.pathValues(), method);
        }
        MethodFacts facts = method.facts();
        return new Route(
                stage,
                new MethodFacts(
                        facts.resourceId(), facts.resourcePath(), facts.verb(), facts.operationName(), List.of()),
                NO_VALUES,
                method);
    }

    /** Where a request goes: the method with the values of its path parameters. */
    public static final class Route {
        private final StageFacts stage;
        private final MethodFacts facts;
        private final String[] values;
        private final CompiledMethod method;

        private Route(StageFacts stage, MethodFacts facts, String[] values, CompiledMethod method) {
            this.stage = stage;
            this.facts = facts;
            this.values = values;
            this.method = method;
        }

        public StageFacts stage() {
            return stage;
        }

        /** Names of the path parameters that have a value, from left to right. */
        public List<String> names() {
            return facts.pathParameters();
        }

        /** Their values as received, in the same order. */
        public List<String> values() {
            return List.of(values);
        }

        /** Lets the method run; the exchange was not routed before. On the exchange's loop. */
        public void run(Exchange exchange) {
            exchange.route(stage, facts, values, method.pipeline());
        }
    }
}
