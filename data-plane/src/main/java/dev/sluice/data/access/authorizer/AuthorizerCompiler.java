package dev.sluice.data.access.authorizer;

import dev.sluice.contracts.stages.AuthorizerSnapshot;
import dev.sluice.data.access.policy.MethodArn;
import dev.sluice.data.integration.aws.AwsAccess;
import dev.sluice.data.integration.aws.AwsTarget;
import dev.sluice.data.integration.aws.AwsUri;
import dev.sluice.data.integration.lambda.AuthorizerEvent;
import dev.sluice.data.integration.lambda.FunctionUri;
import dev.sluice.data.origin.OriginClient;
import dev.sluice.data.pipeline.NanoClock;
import dev.sluice.data.pipeline.StageFacts;
import dev.sluice.data.transform.MappingRefused;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns an authorizer into the step that asks it, or refuses one that this node cannot enforce. One per stage. */
public final class AuthorizerCompiler {
    private final OriginClient origins;
    private final AwsAccess aws;
    private final NanoClock clock;
    private final StageFacts stage;

    public AuthorizerCompiler(OriginClient origins, AwsAccess aws, NanoClock clock, StageFacts stage) {
        this.origins = origins;
        this.aws = aws;
        this.clock = clock;
        this.stage = stage;
    }

    /** For calls to a deployed stage; without a cache the function is asked each time. */
    public AuthorizerStep compile(AuthorizerSnapshot authorizer, @Nullable AuthorizerCache cache)
            throws MappingRefused {
        return compile(authorizer, MethodArn.of(aws.arns(), stage), cache, Map.of());
    }

    /**
     * For a trial of an authorizer by itself: nothing is kept.
     *
     * @param arnStage the stage that stands in the ARN of what is called
     * @param context values that stand in for the made-up request's own
     */
    public AuthorizerStep compileTrial(AuthorizerSnapshot authorizer, String arnStage, Map<String, String> context)
            throws MappingRefused {
        return compile(authorizer, MethodArn.of(aws.arns(), stage, arnStage), null, context);
    }

    private AuthorizerStep compile(
            AuthorizerSnapshot authorizer, MethodArn arn, @Nullable AuthorizerCache cache, Map<String, String> context)
            throws MappingRefused {
        return new AuthorizerStep(
                identity(authorizer, context), function(authorizer), new AuthorizerEvent(context), arn, cache, clock);
    }

    private AuthorizerStep.Identity identity(AuthorizerSnapshot authorizer, Map<String, String> context)
            throws MappingRefused {
        boolean token = switch (authorizer.type()) {
            case "TOKEN" -> true;
            case "REQUEST" -> false;
            default -> throw new MappingRefused("authorizer type " + authorizer.type() + " is not supported yet");
        };
        List<IdentitySource> sources = new ArrayList<>();
        for (String expression : authorizer.identitySources()) {
            sources.add(IdentitySource.of(expression, stage.variables(), context));
        }
        if (token && sources.size() != 1) {
            throw new MappingRefused("a TOKEN authorizer has exactly one identity source");
        }
        if (!token && sources.isEmpty() && authorizer.ttlSeconds() > 0) {
            throw new MappingRefused("an authorizer whose answers are kept needs an identity source");
        }
        String expression = token ? authorizer.identityValidationExpression() : null;
        // rest-api-runtime 21, trap 8: a token always, a request only where answers are kept by its values.
        boolean required = token || authorizer.ttlSeconds() > 0;
        return new AuthorizerStep.Identity(
                authorizer.id(), token, required, sources, expression == null ? null : TokenPattern.of(expression));
    }

    private AuthorizerFunction function(AuthorizerSnapshot authorizer) throws MappingRefused {
        AwsUri uri = AwsUri.parse(authorizer.uri(), stage.variables());
        FunctionUri function = FunctionUri.find(uri);
        if (function == null || function.streamed()) {
            throw new MappingRefused("the URI invokes no function: " + authorizer.uri());
        }
        AwsTarget target = AwsTarget.ofFunction(aws.targets(), stage, uri, function.arn(), authorizer.credentials());
        String sourceArn = aws.arns()
                .authorizer(stage.tenant(), stage.api(), authorizer.id())
                .text();
        return new AuthorizerFunction(origins, target, function, sourceArn);
    }
}
