package dev.sluice.control.apis.frozen;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.sluice.aws.iam.MalformedPolicy;
import dev.sluice.aws.iam.ResourcePolicy;
import dev.sluice.aws.patterns.MessagePattern;
import dev.sluice.aws.patterns.PatternRefused;
import dev.sluice.aws.patterns.StatusPattern;
import dev.sluice.control.apis.RestApiId;
import dev.sluice.control.apis.RestApiSettings;
import dev.sluice.control.apis.definition.ApiDefinition;
import dev.sluice.control.apis.definition.ResourceDefinition;
import dev.sluice.control.apis.integrations.Integration;
import dev.sluice.control.apis.integrations.IntegrationResponse;
import dev.sluice.control.apis.items.AuthorizerDefinition;
import dev.sluice.control.apis.methods.AuthorizationType;
import dev.sluice.control.apis.methods.MethodDefinition;
import dev.sluice.control.platform.data.CurrentTenant;
import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.ids.Installation;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Refuses to deploy what a node could not serve, or could not enforce and would so leave silently open. Each refusal
 * here has its line in docs/compatibility.md and goes away with the feature that it stands for.
 */
@Singleton
class Deployability {
    private static final long MAX_JUDGED = 10_000;

    private static final Pattern CALLER = Pattern.compile("arn:[^:]*:iam::\\*:user/\\*");
    private static final Pattern SERVICE =
            Pattern.compile("arn:[a-z0-9-]+:apigateway:[A-Za-z0-9_-]+:[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*:.+");
    private static final Pattern FUNCTION =
            Pattern.compile("arn:[^:]+:apigateway:[^:]+:lambda:path/+2015-03-31/functions/.+/invocations");
    private static final Pattern OIDC = Pattern.compile("arn:[a-z0-9-]+:iam::([0-9]{12}):oidc-provider/.+");
    private static final Pattern VARIABLE = Pattern.compile("\\{[^/]*?(\\+?)}");

    /** Judging a pattern tries it on every status, while the API is locked: each is judged once. */
    private final Cache<String, Boolean> usable =
            Caffeine.newBuilder().maximumSize(MAX_JUDGED).build();

    private final CurrentTenant tenant;
    private final Installation installation;

    Deployability(CurrentTenant tenant, Installation installation) {
        this.tenant = tenant;
        this.installation = installation;
    }

    void require(RestApiId id, ApiDefinition api) {
        if (api.resources().stream().allMatch(resource -> resource.methods().isEmpty())) {
            throw ProblemException.badRequest("The REST API doesn't contain any methods");
        }
        requireEnforceablePolicy(id, api.settings().policy());
        requirePolicyOfPrivateApi(api.settings());
        for (ResourceDefinition resource : api.resources()) {
            resource.methods().forEach((verb, method) -> require(api, method, verb + " " + resource.path()));
        }
        refuseAmbiguousPaths(api);
        RequestValidation.require(id, api);
    }

    /** domains-and-endpoints 9: without a policy every call of such an API is refused, so AWS takes no deployment of it. */
    private static void requirePolicyOfPrivateApi(RestApiSettings settings) {
        if (settings.endpointConfiguration().isPrivate() && settings.policy() == null) {
            throw ProblemException.badRequest("Private REST API doesn't have a resource policy attached to it");
        }
    }

    /** A policy that no node can judge by would leave its stages without a deployment after it was acknowledged. */
    private void requireEnforceablePolicy(RestApiId id, @Nullable String policy) {
        if (policy != null) {
            try {
                ResourcePolicy.parse(
                        policy,
                        installation
                                .arns()
                                .executeApi(tenant.id().value(), id.value())
                                .text());
            } catch (MalformedPolicy malformed) {
                throw ProblemException.badRequest(
                        "The resource policy of the API cannot be enforced: " + malformed.getMessage());
            }
        }
    }

    /** Two variables in one place can be made by moving or renaming a resource; no request could tell them apart. */
    private static void refuseAmbiguousPaths(ApiDefinition api) {
        var places = new HashMap<String, String>();
        for (ResourceDefinition resource : api.resources()) {
            for (String verb : resource.methods().keySet()) {
                String other = places.putIfAbsent(verb + " " + withoutNames(resource.path()), resource.path());
                if (other != null) {
                    throw ProblemException.badRequest("The resources " + other + " and " + resource.path()
                            + " differ in names of path parameters only and both have a " + verb + " method");
                }
            }
        }
    }

    private static String withoutNames(String path) {
        return VARIABLE.matcher(path).replaceAll("{$1}");
    }

    private void require(ApiDefinition api, MethodDefinition method, String place) {
        var integration = method.integration();
        if (integration == null) {
            throw ProblemException.badRequest("No integration defined for method");
        }
        var type = AuthorizationType.of(method.authorizationType());
        if (type.needsAuthorizer()) {
            requireEnforceable(api, method, place);
        }
        require(integration, place);
    }

    /** An authorizer that no node takes would leave its stage without a deployment after it was acknowledged. */
    private void requireEnforceable(ApiDefinition api, MethodDefinition method, String place) {
        AuthorizerDefinition authorizer = api.authorizers().stream()
                .filter(each -> each.id().equals(method.authorizerId()))
                .findFirst()
                .orElseThrow(() -> ProblemException.badRequest("There is no authorizer for " + place));
        String credentials = authorizer.credentials();
        refuseIf(credentials != null && CALLER.matcher(credentials).matches(), "Credentials of the caller", place);
        String expression = authorizer.identityValidationExpression();
        if (expression != null && !authorizer.type().equals("REQUEST") && !isUsableForMessages(expression)) {
            throw ProblemException.badRequest("The identityValidationExpression of authorizer " + authorizer.name()
                    + " is too large to be used on " + place);
        }
        requireOwnProviders(authorizer, place);
    }

    private void requireOwnProviders(AuthorizerDefinition authorizer, String place) {
        for (String arn : authorizer.providerArns() == null ? List.<String>of() : authorizer.providerArns()) {
            Matcher provider = OIDC.matcher(arn);
            if (provider.matches() && !provider.group(1).equals(tenant.id().value())) {
                throw ProblemException.badRequest("The provider " + arn + " of authorizer " + authorizer.name()
                        + " cannot be used on " + place + ": it is of another account");
            }
        }
    }

    private void require(Integration integration, String place) {
        requireTarget(integration, place);
        refuseIf("VPC_LINK".equals(integration.connectionType()), "Connection type VPC_LINK", place);
        for (IntegrationResponse response : integration.responses().values()) {
            refuseBrokenPattern(response.selectionPattern(), isFunction(integration), place);
        }
    }

    /** Whose credentials would sign is not known before IAM authorization is; the other rules are a node's own. */
    private static void requireTarget(Integration integration, String place) {
        boolean streamed = "STREAM".equals(integration.responseTransferMode());
        if (streamed && !integration.type().endsWith("_PROXY")) {
            throw ProblemException.badRequest(
                    "Response transfer mode STREAM on " + place + " is for HTTP_PROXY and AWS_PROXY integrations only");
        }
        if (!integration.type().startsWith("AWS")) {
            return;
        }
        String credentials = integration.credentials();
        refuseIf(credentials != null && CALLER.matcher(credentials).matches(), "Credentials of the caller", place);
        String uri = integration.uri() == null ? "" : integration.uri();
        if (!SERVICE.matcher(uri).matches()) {
            throw ProblemException.badRequest("The URI on " + place + " names no region and service");
        }
        if (integration.type().equals("AWS_PROXY") && streamed != uri.endsWith("/response-streaming-invocations")) {
            throw ProblemException.badRequest(
                    "The response transfer mode and the function's URI on " + place + " do not go together");
        }
    }

    private static boolean isFunction(Integration integration) {
        return integration.type().equals("AWS")
                && integration.uri() != null
                && FUNCTION.matcher(integration.uri()).matches();
    }

    /** A pattern that no node takes would be refused there, after the deployment was acknowledged. */
    private void refuseBrokenPattern(@Nullable String pattern, boolean ofMessages, String place) {
        if (pattern == null || pattern.isEmpty()) {
            return;
        }
        if (!(ofMessages ? isUsableForMessages(pattern) : usable.get(pattern, Deployability::isUsable))) {
            throw ProblemException.badRequest("The selection pattern " + pattern + " on " + place + " is not valid");
        }
    }

    private static boolean isUsable(String pattern) {
        try {
            StatusPattern.of(pattern);
            return true;
        } catch (PatternRefused _) {
            return false;
        }
    }

    private static boolean isUsableForMessages(String pattern) {
        try {
            MessagePattern.of(pattern);
            return true;
        } catch (PatternRefused _) {
            return false;
        }
    }

    private static void refuseIf(boolean unsupported, String thing, String place) {
        if (unsupported) {
            throw ProblemException.badRequest(thing + " on " + place + " is not supported yet");
        }
    }
}
