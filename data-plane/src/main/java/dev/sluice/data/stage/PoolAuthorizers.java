package dev.sluice.data.stage;

import dev.sluice.contracts.stages.AuthorizerSnapshot;
import dev.sluice.data.access.cache.CacheMemory;
import dev.sluice.data.access.pools.PoolCompiler;
import dev.sluice.data.access.tokens.Verdicts;
import dev.sluice.data.integration.aws.AwsUri;
import dev.sluice.data.pipeline.Failure;
import dev.sluice.data.pipeline.Outcome;
import dev.sluice.data.pipeline.Step;
import dev.sluice.data.transform.MappingRefused;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Gives methods the step of an authorizer of user pools. What was found out of tokens is kept over a deployment that leaves
 * the authorizer as it was; a changed one, and every one after a flush, begins with nothing. One per compilation.
 */
final class PoolAuthorizers {
    private final PoolCompiler compiler;
    private final CacheMemory memory;
    private final String tenant;
    private final Map<String, String> variables;
    private final long epoch;
    private final Map<Authorizers.Definition, Verdicts> previous;
    private final Map<Authorizers.Definition, Verdicts> verdicts = new HashMap<>();

    PoolAuthorizers(
            PoolCompiler compiler,
            CacheMemory memory,
            String tenant,
            Map<String, String> variables,
            long epoch,
            Map<Authorizers.Definition, Verdicts> previous) {
        this.compiler = compiler;
        this.memory = memory;
        this.tenant = tenant;
        this.variables = variables;
        this.epoch = epoch;
        this.previous = previous;
    }

    /** A stage variable may be missing today and set tomorrow: until then the methods that need it deny every call. */
    Step step(AuthorizerSnapshot authorizer, List<String> scopes) throws MappingRefused {
        try {
            return compiler.compile(authorizer, scopes, verdicts(authorizer));
        } catch (MappingRefused refused) {
            if (authorizer.providerArns().stream().noneMatch(arn -> arn.contains("${stageVariables."))) {
                throw refused;
            }
            Outcome denial =
                    new Outcome.Refuse(new Failure.AuthorizerMisconfigured(String.valueOf(refused.getMessage())));
            return _ -> denial;
        }
    }

    /** What was kept or begun, for the compilation that comes after this one. */
    Map<Authorizers.Definition, Verdicts> verdicts() {
        return verdicts;
    }

    private Verdicts verdicts(AuthorizerSnapshot authorizer) {
        String resolved = AwsUri.withVariables(String.join(" ", authorizer.providerArns()), variables);
        var definition = new Authorizers.Definition(authorizer, resolved, "", epoch);
        return verdicts.computeIfAbsent(
                definition, same -> previous.containsKey(same) ? previous.get(same) : Verdicts.in(memory, tenant));
    }
}
