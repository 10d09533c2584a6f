package dev.sluice.data.stage;

import dev.sluice.contracts.stages.MethodSnapshot;
import dev.sluice.data.access.policy.ApiPolicy;
import dev.sluice.data.access.policy.AuthorizeCallerStep;
import dev.sluice.data.access.policy.AuthorizeStep;
import dev.sluice.data.access.policy.DenyFirstStep;
import dev.sluice.data.access.policy.EndpointPolicyStep;
import dev.sluice.data.access.policy.MethodArn;
import dev.sluice.data.access.policy.NoPolicyStep;
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
    private final List<Step> gate;
    private final List<Step> first;
    private final List<Step> signed;
    private final List<Step> alone;
    private final @Nullable Step nobody;

    /**
     * Prepares what the methods of a stage share.
     *
     * @param signature finds out who signed a call
     * @param policy null when the API has none
     * @param isPrivate whether calls come through VPC endpoints, whose policies they have to pass first
     */
    MethodAccess(
            Authorizers authorizers, Step signature, MethodArn arn, @Nullable ApiPolicy policy, boolean isPrivate) {
        this.authorizers = authorizers;
        this.gate = isPrivate ? List.of(new EndpointPolicyStep(arn, false)) : List.of();
        this.nobody = isPrivate && policy == null ? new NoPolicyStep(arn) : null;
        this.decision = new AuthorizeStep(arn, policy);
        this.first = policy == null ? List.of() : List.of(new DenyFirstStep(policy, false));
        Step decisionOverCallers = new AuthorizeCallerStep(arn, policy);
        List<Step> beforeSignature = new ArrayList<>();
        if (isPrivate) {
            beforeSignature.add(new EndpointPolicyStep(arn, true));
        }
        if (policy != null) {
            beforeSignature.add(new DenyFirstStep(policy, true));
        }
        this.signed = joined(List.of(beforeSignature, List.of(signature), gate, List.of(decisionOverCallers)));
        this.alone = policy == null ? List.of() : List.of(new ResourcePolicyStep(policy));
    }

    private static List<Step> joined(List<List<Step>> parts) {
        return parts.stream().flatMap(List::stream).toList();
    }

    List<Step> steps(MethodSnapshot method) throws MappingRefused {
        if (nobody != null) {
            return joined(List.of(gate, List.of(nobody)));
        }
        return switch (method.authorizationType()) {
            case "NONE" -> joined(List.of(gate, alone));
            case "AWS_IAM" -> signed;
            case "CUSTOM" -> joined(List.of(gate, first, List.of(authorizers.step(method.authorizerId()), decision)));
            case "COGNITO_USER_POOLS" -> joined(List.of(gate, List.of(authorizers.poolStep(method)), alone));
            default ->
                throw new MappingRefused("authorization type " + method.authorizationType() + " is not supported yet");
        };
    }
}
