package dev.sluice.data.stage;

import dev.sluice.aws.models.ModelRefused;
import dev.sluice.aws.models.Models;
import dev.sluice.contracts.stages.AuthorizerSnapshot;
import dev.sluice.contracts.stages.MethodSnapshot;
import dev.sluice.contracts.stages.ResourceSnapshot;
import dev.sluice.contracts.stages.StageSnapshot;
import dev.sluice.contracts.stages.ValidationSnapshot;
import dev.sluice.data.access.authorizer.AuthorizerCompiler;
import dev.sluice.data.access.cache.CacheMemory;
import dev.sluice.data.access.policy.ApiPolicy;
import dev.sluice.data.access.policy.MethodArn;
import dev.sluice.data.access.pools.PoolCompiler;
import dev.sluice.data.access.signature.CallSignatures;
import dev.sluice.data.access.signature.SignatureStep;
import dev.sluice.data.integration.aws.AwsAccess;
import dev.sluice.data.origin.OriginClient;
import dev.sluice.data.payload.BinaryTypes;
import dev.sluice.data.pipeline.Failure;
import dev.sluice.data.pipeline.LogSetting;
import dev.sluice.data.pipeline.MeterStep;
import dev.sluice.data.pipeline.MethodFacts;
import dev.sluice.data.pipeline.NanoClock;
import dev.sluice.data.pipeline.Outcome;
import dev.sluice.data.pipeline.Pipeline;
import dev.sluice.data.pipeline.StageFacts;
import dev.sluice.data.pipeline.Step;
import dev.sluice.data.response.GatewayResponder;
import dev.sluice.data.routing.RouteTrie;
import dev.sluice.data.routing.RouteTrieBuilder;
import dev.sluice.data.transform.MappingRefused;
import dev.sluice.data.transform.Transforms;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns a snapshot into what serves: decides the order of steps once, and resolves all that does not depend on the
 * request. Fails closed: what this node does not know or cannot enforce is refused. Runs on workers; keeps no state.
 */
public final class StageCompiler {
    /** What the results of all authorizers may take of the node's memory. */
    private static final long AUTHORIZER_BYTES = 64L << 20;

    private final GatewayResponder responder;
    private final OriginClient origins;
    private final NanoClock clock;
    private final Transforms transforms;
    private final AwsAccess aws;
    private final Callers callers;
    private final CacheMemory authorizerMemory;
    private final CallSignatures signatures;

    /**
     * What compiled methods share: failures' renderer, origins, the throttles' clock, transforms, AWS targets, and what
     * callers are known by.
     */
    public StageCompiler(
            GatewayResponder responder,
            OriginClient origins,
            NanoClock clock,
            Transforms transforms,
            AwsAccess aws,
            Callers callers) {
        this.responder = responder;
        this.origins = origins;
        this.clock = clock;
        this.transforms = transforms;
        this.aws = aws;
        this.callers = callers;
        this.signatures = new CallSignatures(callers.keys(), aws.arns().region());
        this.authorizerMemory = new CacheMemory(AUTHORIZER_BYTES, clock);
    }

    /**
     * Compiles a whole stage, or refuses it whole.
     *
     * @param previous what serves the stage now; token buckets whose settings did not change carry over
     * @throws StageRefused with the method and the rule, when the snapshot cannot be served
     */
    public CompiledStage compile(StageSnapshot snapshot, @Nullable CompiledStage previous) throws StageRefused {
        if (snapshot.formatVersion() > StageSnapshot.FORMAT_VERSION) {
            throw new StageRefused("format version " + snapshot.formatVersion() + " is newer than this node");
        }
        StageFacts facts = facts(snapshot, responder(snapshot));
        Logging logging = new Logging(snapshot.logging());
        CompiledStage.Carried carried = previous == null ? CompiledStage.Carried.NONE : previous.carried();
        Throttles throttles = throttles(snapshot, carried);
        MethodArn arn = MethodArn.of(aws.arns(), facts);
        Authorizers authorizers = new Authorizers(
                new AuthorizerCompiler(origins, aws, clock, facts),
                snapshot,
                new PoolCompiler(callers.pools(), arn, facts),
                authorizerMemory,
                carried);
        MethodAccess access = access(authorizers, facts, snapshot);
        KeyChecks keyChecks = new KeyChecks(callers.apiKeys(), snapshot, clock);
        MethodCompiler methods = methodsOrRefusal(facts, snapshot);
        RouteTrieBuilder<CompiledMethod> routes = RouteTrie.builder();
        for (ResourceSnapshot resource : snapshot.resources()) {
            for (var method : resource.methods().entrySet()) {
                List<Step> steps = steps(access, keyChecks, throttles, methods, resource, method);
                add(routes, resource, method.getKey(), steps, logging.of(resource.path(), method.getKey()));
            }
        }
        return new CompiledStage(
                facts,
                routes.build(),
                new CompiledStage.Carried(
                        throttles.all(), throttles.keyed().all(), authorizers.caches(), authorizers.verdicts()),
                snapshot.revision(),
                SnapshotSize.compiledBytes(snapshot),
                Reach.of(snapshot.api()));
    }

    /**
     * Compiles the one method of a test invocation: its execution alone, without what grants access to it and without a
     * throttle (rest-api-runtime 1.3). A method that this node cannot carry out becomes one that fails and says why.
     */
    public TestMethod compileTest(StageSnapshot snapshot) {
        ResourceSnapshot resource = snapshot.resources().getFirst();
        var method = resource.methods().entrySet().iterator().next();
        StageFacts facts = facts(snapshot, null);
        try {
            facts = facts(snapshot, responder(snapshot));
            List<Step> steps = executionOrRefusal(facts, snapshot, method.getValue());
            return test(facts, resource, method.getKey(), steps);
        } catch (IllegalArgumentException | StageRefused malformed) {
            ResourceSnapshot root = new ResourceSnapshot(resource.id(), "/", resource.methods());
            return test(facts, root, "ANY", failing(String.valueOf(malformed.getMessage())));
        }
    }

    /**
     * Compiles the one authorizer of a trial, which is asked by itself. One that this node cannot carry out becomes one that
     * fails and says why.
     *
     * @param context values that stand in for the made-up request's own
     */
    public TestAuthorizer compileTrial(StageSnapshot snapshot, Map<String, String> context) {
        StageFacts facts = facts(snapshot, null);
        AuthorizerSnapshot authorizer = snapshot.api().authorizers().getFirst();
        Step step;
        try {
            facts = facts(snapshot, responder(snapshot));
            step = trial(facts, authorizer, context);
        } catch (MappingRefused | StageRefused refused) {
            Failure failure = new Failure.AuthorizerMisconfigured(String.valueOf(refused.getMessage()));
            step = _ -> new Outcome.Refuse(failure);
        }
        return new TestAuthorizer(facts, new Pipeline(List.of(step), responder));
    }

    private Step trial(StageFacts facts, AuthorizerSnapshot authorizer, Map<String, String> context)
            throws MappingRefused {
        if (authorizer.type().equals(PoolCompiler.TYPE)) {
            MethodArn arn = MethodArn.of(aws.arns(), facts, TestAuthorizer.ARN_STAGE);
            return new PoolCompiler(callers.pools(), arn, facts).compile(authorizer, List.of(), null);
        }
        return new AuthorizerCompiler(origins, aws, clock, facts)
                .compileTrial(authorizer, TestAuthorizer.ARN_STAGE, context);
    }

    /** Compiles the models that some method's validator uses, each once. */
    private static Models models(StageSnapshot snapshot) throws MappingRefused {
        Set<String> used = new HashSet<>();
        for (ResourceSnapshot resource : snapshot.resources()) {
            for (MethodSnapshot method : resource.methods().values()) {
                ValidationSnapshot validation = method.validation();
                if (validation != null && validation.body()) {
                    used.addAll(validation.models().values());
                }
            }
        }
        try {
            return Models.compile(snapshot.key().api(), snapshot.api().models(), used);
        } catch (ModelRefused refused) {
            throw new MappingRefused(String.valueOf(refused.getMessage()));
        }
    }

    private MethodAccess access(Authorizers authorizers, StageFacts facts, StageSnapshot snapshot) throws StageRefused {
        try {
            ApiPolicy policy = ApiPolicy.of(snapshot.api().policy(), aws.arns(), facts);
            MethodArn arn = MethodArn.of(aws.arns(), facts);
            Step signature = new SignatureStep(signatures, transforms.bodies(), arn);
            return new MethodAccess(
                    authorizers, signature, arn, policy, snapshot.api().isPrivate());
        } catch (MappingRefused refused) {
            throw new StageRefused(String.valueOf(refused.getMessage()));
        }
    }

    private Throttles throttles(StageSnapshot snapshot, CompiledStage.Carried carried) throws StageRefused {
        try {
            var keyed = new KeyedThrottles(snapshot, callers.buckets(), clock, carried.keyedBuckets());
            return new Throttles(snapshot, keyed, callers, clock, carried.buckets());
        } catch (MappingRefused refused) {
            throw new StageRefused(String.valueOf(refused.getMessage()));
        }
    }

    private MethodCompiler methodsOrRefusal(StageFacts facts, StageSnapshot snapshot) throws StageRefused {
        try {
            return methods(facts, snapshot);
        } catch (MappingRefused refused) {
            throw new StageRefused(String.valueOf(refused.getMessage()));
        }
    }

    private MethodCompiler methods(StageFacts facts, StageSnapshot snapshot) throws MappingRefused {
        BinaryTypes types = BinaryTypes.of(snapshot.api().binaryMediaTypes());
        return new MethodCompiler(
                origins,
                facts,
                snapshot.api(),
                models(snapshot),
                transforms,
                new AwsMethods(origins, facts, types, transforms, aws));
    }

    private TestMethod test(StageFacts facts, ResourceSnapshot resource, String verb, List<Step> steps) {
        CompiledMethod compiled = compiled(resource, verb, steps, null);
        RouteTrieBuilder<CompiledMethod> routes = RouteTrie.builder();
        return new TestMethod(
                facts, compiled, routes.add(resource.path(), verb, compiled).build());
    }

    private List<Step> executionOrRefusal(StageFacts facts, StageSnapshot snapshot, MethodSnapshot method) {
        if (snapshot.formatVersion() > StageSnapshot.FORMAT_VERSION) {
            return failing("format version " + snapshot.formatVersion() + " is newer than this node");
        }
        try {
            return methods(facts, snapshot).execution(method);
        } catch (MappingRefused refused) {
            return failing(String.valueOf(refused.getMessage()));
        }
    }

    private static List<Step> failing(String reason) {
        Outcome refusal = new Outcome.Refuse(new Failure.Configuration(reason));
        return List.of(_ -> refusal);
    }

    private Pipeline.@Nullable FailureResponder responder(StageSnapshot snapshot) throws StageRefused {
        try {
            return responder.customised(snapshot.api().gatewayResponses(), snapshot.variables());
        } catch (MappingRefused refused) {
            throw new StageRefused(String.valueOf(refused.getMessage()));
        }
    }

    private StageFacts facts(StageSnapshot snapshot, Pipeline.@Nullable FailureResponder responder) {
        return new StageFacts(
                snapshot.key().tenant(),
                snapshot.key().api(),
                snapshot.key().stage(),
                snapshot.deploymentId(),
                snapshot.variables(),
                snapshot.traced(),
                responder,
                transforms.budget().share(snapshot.key().tenant()));
    }

    /** In the order of rest-api-runtime 1.1: who may call, how often, and then the execution. */
    private List<Step> steps(
            MethodAccess access,
            KeyChecks keyChecks,
            Throttles throttles,
            MethodCompiler methods,
            ResourceSnapshot resource,
            Map.Entry<String, MethodSnapshot> method)
            throws StageRefused {
        List<Step> steps = new ArrayList<>();
        try {
            steps.addAll(access.steps(method.getValue()));
            steps.addAll(keyChecks.beforeThrottle(resource.path(), method.getKey(), method.getValue()));
            steps.addAll(throttles.steps(resource.path(), method.getKey()));
            steps.addAll(keyChecks.afterThrottle(method.getValue()));
            steps.add(new MeterStep());
            steps.addAll(methods.steps(method.getValue()));
        } catch (MappingRefused refused) {
            throw refused(resource, method.getKey(), refused);
        }
        return steps;
    }

    private void add(
            RouteTrieBuilder<CompiledMethod> routes,
            ResourceSnapshot resource,
            String verb,
            List<Step> steps,
            @Nullable LogSetting logging)
            throws StageRefused {
        try {
            routes.add(resource.path(), verb, compiled(resource, verb, steps, logging));
        } catch (IllegalArgumentException malformed) {
            throw refused(resource, verb, malformed);
        }
    }

    private CompiledMethod compiled(
            ResourceSnapshot resource, String verb, List<Step> steps, @Nullable LogSetting logging) {
        MethodSnapshot method = resource.methods().get(verb);
        String operation = method == null ? null : method.operationName();
        MethodFacts facts =
                new MethodFacts(resource.id(), resource.path(), verb, operation, PathParameters.of(resource.path()));
        return new CompiledMethod(facts, new Pipeline(steps, responder), logging);
    }

    private static StageRefused refused(ResourceSnapshot resource, String verb, Exception cause) {
        return new StageRefused(verb + " " + resource.path() + ": " + cause.getMessage());
    }
}
