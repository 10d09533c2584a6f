package dev.sluice.data.access.pools;

import dev.sluice.contracts.stages.AuthorizerSnapshot;
import dev.sluice.data.access.authorizer.TokenPattern;
import dev.sluice.data.access.policy.MethodArn;
import dev.sluice.data.access.tokens.Verdicts;
import dev.sluice.data.integration.aws.AwsUri;
import dev.sluice.data.pipeline.StageFacts;
import dev.sluice.data.transform.MappingRefused;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns an authorizer of user pools into steps, or refuses one that this node cannot enforce. One per stage. */
public final class PoolCompiler {
    /** The type of authorizers that it knows. */
    public static final String TYPE = "COGNITO_USER_POOLS";

    private static final String HEADER = "method.request.header.";
    private static final String USUAL = "Authorization";

    private final @Nullable UserPools pools;
    private final MethodArn arn;
    private final StageFacts stage;
    private final Map<String, PoolAuthorizerStep.Accepted> compiled = new HashMap<>();

    /** @param pools null where the node knows of none */
    public PoolCompiler(@Nullable UserPools pools, MethodArn arn, StageFacts stage) {
        this.pools = pools;
        this.arn = arn;
        this.stage = stage;
    }

    /**
     * The step of a method; the authorizer is the same as that of the verdicts.
     *
     * @param scopes what the method asks of an access token; none: it asks for an ID token
     * @param verdicts null: nothing is kept
     */
    public PoolAuthorizerStep compile(AuthorizerSnapshot authorizer, List<String> scopes, @Nullable Verdicts verdicts)
            throws MappingRefused {
        if (!authorizer.type().equals(TYPE)) {
            throw new MappingRefused("an authorizer of type " + authorizer.type() + " has no user pools");
        }
        UserPools known = pools;
        if (known == null) {
            throw new MappingRefused("this node knows of no user pools");
        }
        PoolAuthorizerStep.Accepted accepted = compiled.get(authorizer.id());
        if (accepted == null) {
            accepted = accepted(known, authorizer);
            compiled.put(authorizer.id(), accepted);
        }
        return new PoolAuthorizerStep(accepted, Set.copyOf(scopes), known.verifier(), verdicts, arn);
    }

    private PoolAuthorizerStep.Accepted accepted(UserPools known, AuthorizerSnapshot authorizer) throws MappingRefused {
        String expression = authorizer.identityValidationExpression();
        return new PoolAuthorizerStep.Accepted(
                authorizer.id(),
                header(authorizer.identitySources()),
                Providers.of(
                        authorizer.providerArns().stream()
                                .map(arn -> AwsUri.withVariables(arn, stage.variables()))
                                .toList(),
                        known,
                        stage),
                expression == null ? null : TokenPattern.of(expression));
    }

    private static String header(List<String> sources) throws MappingRefused {
        if (sources.isEmpty()) {
            return USUAL;
        }
        String source = sources.getFirst();
        if (sources.size() > 1 || !source.startsWith(HEADER)) {
            throw new MappingRefused("an authorizer of user pools has one identity source, which is a header");
        }
        return source.substring(HEADER.length());
    }
}
