package dev.sluice.data.stage;

import dev.sluice.contracts.stages.MethodSnapshot;
import dev.sluice.data.access.policy.ApiPolicy;
import dev.sluice.data.access.policy.AuthorizeCallerStep;
import dev.sluice.data.access.policy.AuthorizeStep;
import dev.sluice.data.access.policy.DenyFirstStep;
import dev.sluice.data.access.policy.MethodArn;
import dev.sluice.data.access.policy.ResourcePolicyStep;
import dev.sluice.data.pipeline.Step;
import dev.sluice.data.transform.MappingRefused;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who may call a method: the steps that stand before all others, in the order of rest-api-runtime 1.1 (11 to 14). One per
 * compilation.
 */
final class MethodAccess {
    private final Authorizers authorizers;
    private final Step decision;
    private final List<Step> first;
    private final List<Step> signed;
    private final List<Step> alone;

    /**
     * Prepares what the methods of a stage share.
     *
     * @param signature finds out who signed a call
     * @param policy null when the API has none
     */
    MethodAccess(Authorizers authorizers, Step signature, MethodArn arn, @Nullable ApiPolicy policy) {
        this.authorizers = authorizers;
        this.decision = new AuthorizeStep(arn, policy);
        this.first = policy == null ? List.of() : List.of(new DenyFirstStep(policy, false));
        Step decisionOverCallers = new AuthorizeCallerStep(arn, policy);
        this.signed = policy == null
                ? List.of(signature, decisionOverCallers)
                : List.of(new DenyFirstStep(policy, true), signature, decisionOverCallers);
        this.alone = policy == null ? List.of() : List.of(new ResourcePolicyStep(policy));
    }

    List<Step> steps(MethodSnapshot method) throws MappingRefused {
        return switch (method.authorizationType()) {
            case "NONE" -> alone;
            case "AWS_IAM" -> signed;
            case "CUSTOM" -> {
                List<Step> steps = new ArrayList<>(first);
                steps.add(authorizers.step(method.authorizerId()));
                steps.add(decision);
                yield steps;
            }
            case "COGNITO_USER_POOLS" -> {
                List<Step> steps = new ArrayList<>();
                steps.add(authorizers.poolStep(method));
                steps.addAll(alone);
                yield steps;
            }
            default ->
                throw new MappingRefused("authorization type " + method.authorizationType() + " is not supported yet");
        };
    }
}
