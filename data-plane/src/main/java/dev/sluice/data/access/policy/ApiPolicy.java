package dev.sluice.data.access.policy;

import dev.sluice.aws.arn.Arns;
import dev.sluice.aws.iam.AccessRequest;
import dev.sluice.aws.iam.Decision;
import dev.sluice.aws.iam.MalformedPolicy;
import dev.sluice.aws.iam.PolicyCaller;
import dev.sluice.aws.iam.ResourcePolicy;
import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.pipeline.StageFacts;
import dev.sluice.data.transform.MappingRefused;
import org.jspecify.annotations.Nullable;

/** The resource policy of an API over the calls of one stage (rest-api-runtime 3.3). Immutable. */
public final class ApiPolicy {
    private final ResourcePolicy policy;
    private final MethodArn arn;

    private ApiPolicy(ResourcePolicy policy, MethodArn arn) {
        this.policy = policy;
        this.arn = arn;
    }

    /** The policy of a document; null when the API has none. */
    public static @Nullable ApiPolicy of(@Nullable String document, Arns arns, StageFacts stage) throws MappingRefused {
        if (document == null) {
            return null;
        }
        try {
            String api = arns.executeApi(stage.tenant(), stage.api()).text();
            return new ApiPolicy(ResourcePolicy.parse(document, api), MethodArn.of(arns, stage));
        } catch (MalformedPolicy malformed) {
            throw new MappingRefused("the resource policy: " + malformed.getMessage());
        }
    }

    MethodArn arn() {
        return arn;
    }

    /** What it says of a call by this caller. */
    Decision decide(Exchange exchange, String called, PolicyCaller caller) {
        return policy.decide(request(exchange, called), caller);
    }

    /** Whether it denies the call whoever turns out to have signed it. */
    boolean deniesWhoeverCalls(Exchange exchange, String called) {
        return policy.deniesWhoeverCalls(request(exchange, called));
    }

    private AccessRequest request(Exchange exchange, String called) {
        return new AccessRequest(Denials.INVOKE, called, ConditionValues.of(exchange, called, policy.conditionKeys()));
    }
}
