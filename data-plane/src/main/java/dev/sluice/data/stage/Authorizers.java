package dev.sluice.data.stage;

import dev.sluice.contracts.stages.AuthorizerSnapshot;
import dev.sluice.contracts.stages.FlushEpochs;
import dev.sluice.contracts.stages.MethodSnapshot;
import dev.sluice.contracts.stages.StageSnapshot;
import dev.sluice.data.access.authorizer.AuthorizerCache;
import dev.sluice.data.access.authorizer.AuthorizerCompiler;
import dev.sluice.data.access.cache.CacheMemory;
import dev.sluice.data.access.pools.PoolCompiler;
import dev.sluice.data.access.tokens.Verdicts;
import dev.sluice.data.integration.aws.AwsUri;
import dev.sluice.data.pipeline.Failure;
import dev.sluice.data.pipeline.Outcome;
import dev.sluice.data.pipeline.Step;
import dev.sluice.data.transform.MappingRefused;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gives methods the step that asks their authorizer, each compiled once. What one has returned is kept over a deployment that
 * leaves it as it was; a changed one, and every one after a flush, begins with nothing. One per compilation.
 */
final class Authorizers {
    private final AuthorizerCompiler compiler;
    private final Map<String, AuthorizerSnapshot> snapshots = new HashMap<>();
    private final Map<String, String> variables;
    private final long epoch;
    private final CacheMemory memory;
    private final String tenant;
    private final Map<Definition, AuthorizerCache> previous;
    private final Map<Definition, AuthorizerCache> caches = new HashMap<>();
    private final Map<String, Step> compiled = new HashMap<>();
    private final PoolAuthorizers pools;

    /** An authorizer with its stage variables in place, since a flush: what its kept answers belong to. */
    record Definition(AuthorizerSnapshot authorizer, String uri, String credentials, long epoch) {}

    Authorizers(
            AuthorizerCompiler compiler,
            StageSnapshot stage,
            PoolCompiler poolCompiler,
            CacheMemory memory,
            CompiledStage.Carried previous) {
        this.compiler = compiler;
        for (AuthorizerSnapshot authorizer : stage.api().authorizers()) {
            snapshots.put(authorizer.id(), authorizer);
        }
        FlushEpochs flushes = stage.flushes();
        this.epoch = flushes == null ? 0 : flushes.authorizers();
        this.variables = stage.variables();
        this.memory = memory;
        this.tenant = stage.key().tenant();
        this.previous = previous.authorizerCaches();
        this.pools = new PoolAuthorizers(poolCompiler, memory, tenant, variables, epoch, previous.verdicts());
    }

    /** Asks an authorizer; what it says is judged by another step. */
    Step step(@Nullable String id) throws MappingRefused {
        AuthorizerSnapshot authorizer = known(id);
        Step known = compiled.get(authorizer.id());
        if (known == null) {
            known = compile(authorizer);
            compiled.put(authorizer.id(), known);
        }
        return known;
    }

    /** Checks the token of a user pool, for a method that asks for one of the scopes. */
    Step poolStep(MethodSnapshot method) throws MappingRefused {
        return pools.step(known(method.authorizerId()), method.authorizationScopes());
    }

    private AuthorizerSnapshot known(@Nullable String id) throws MappingRefused {
        AuthorizerSnapshot authorizer = id == null ? null : snapshots.get(id);
        if (authorizer == null) {
            throw new MappingRefused("there is no authorizer " + id);
        }
        return authorizer;
    }

    /** What was kept or begun, for the compilation that comes after this one. */
    Map<Definition, AuthorizerCache> caches() {
        return caches;
    }

    /** The same of tokens of user pools. */
    Map<Definition, Verdicts> verdicts() {
        return pools.verdicts();
    }

    private Step compile(AuthorizerSnapshot authorizer) throws MappingRefused {
        try {
            return compiler.compile(authorizer, cache(authorizer));
        } catch (MappingRefused refused) {
            return failing(authorizer, refused);
        }
    }

    /** A stage variable may be missing today and set tomorrow: until then the methods that need it deny every call. */
    private static Step failing(AuthorizerSnapshot authorizer, MappingRefused refused) throws MappingRefused {
        String uri = authorizer.uri();
        if (uri == null || !uri.contains("${stageVariables.")) {
            throw refused;
        }
        Outcome denial = new Outcome.Refuse(new Failure.AuthorizerMisconfigured(String.valueOf(refused.getMessage())));
        return _ -> denial;
    }

    private @Nullable AuthorizerCache cache(AuthorizerSnapshot authorizer) {
        if (authorizer.ttlSeconds() <= 0) {
            return null;
        }
        Definition definition =
                new Definition(authorizer, resolved(authorizer.uri()), resolved(authorizer.credentials()), epoch);
        AuthorizerCache kept = previous.get(definition);
        AuthorizerCache cache =
                kept == null ? AuthorizerCache.in(memory, tenant, Duration.ofSeconds(authorizer.ttlSeconds())) : kept;
        caches.put(definition, cache);
        return cache;
    }

    private String resolved(@Nullable String text) {
        return text == null ? "" : AwsUri.withVariables(text, variables);
    }
}
