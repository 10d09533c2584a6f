package dev.sluice.data.stage;

import dev.sluice.aws.patterns.MessagePattern;
import dev.sluice.aws.patterns.PatternRefused;
import dev.sluice.contracts.stages.IntegrationResponseSnapshot;
import dev.sluice.contracts.stages.IntegrationSnapshot;
import dev.sluice.contracts.stages.MethodSnapshot;
import dev.sluice.data.integration.OriginStep;
import dev.sluice.data.integration.RefusalStep;
import dev.sluice.data.integration.aws.AwsAccess;
import dev.sluice.data.integration.aws.AwsAction;
import dev.sluice.data.integration.aws.AwsSendStep;
import dev.sluice.data.integration.aws.AwsTarget;
import dev.sluice.data.integration.aws.AwsUri;
import dev.sluice.data.integration.aws.EndpointIdStep;
import dev.sluice.data.integration.aws.IllegalHeaders;
import dev.sluice.data.integration.lambda.FunctionAnswerStep;
import dev.sluice.data.integration.lambda.FunctionUri;
import dev.sluice.data.integration.lambda.InvokeStep;
import dev.sluice.data.integration.lambda.ProxyAnswerStep;
import dev.sluice.data.integration.lambda.StreamedAnswerStep;
import dev.sluice.data.origin.OriginClient;
import dev.sluice.data.payload.BinaryTypes;
import dev.sluice.data.pipeline.StageFacts;
import dev.sluice.data.pipeline.Step;
import dev.sluice.data.transform.MapRequestStep;
import dev.sluice.data.transform.MapResponseStep;
import dev.sluice.data.transform.MappingRefused;
import dev.sluice.data.transform.Patterns;
import dev.sluice.data.transform.Transforms;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The steps of methods whose integration is a function or an AWS service (rest-api-runtime 8.5 to 8.7). One per compilation. */
final class AwsMethods {
    private static final String HEADER = "integration.request.header.";

    private final OriginClient origins;
    private final StageFacts stage;
    private final BinaryTypes binaryTypes;
    private final Transforms transforms;
    private final AwsAccess aws;

    AwsMethods(OriginClient origins, StageFacts stage, BinaryTypes binaryTypes, Transforms transforms, AwsAccess aws) {
        this.origins = origins;
        this.stage = stage;
        this.binaryTypes = binaryTypes;
        this.transforms = transforms;
        this.aws = aws;
    }

    /** A function behind the proxy contract. */
    List<Step> proxy(MethodSnapshot method) throws MappingRefused {
        try {
            return proxied(method);
        } catch (MappingRefused refused) {
            return failing(method, refused);
        }
    }

    /** A stage variable may be missing today and set tomorrow: until then only this method's calls fail. */
    private static List<Step> failing(MethodSnapshot method, MappingRefused refused) throws MappingRefused {
        String uri = method.integration().uri();
        int path = uri == null ? -1 : uri.indexOf(":path/");
        if (uri == null || path < 0 || uri.indexOf("${stageVariables.") < path) {
            throw refused;
        }
        return List.of(new RefusalStep(String.valueOf(refused.getMessage())));
    }

    private List<Step> proxied(MethodSnapshot method) throws MappingRefused {
        IntegrationSnapshot integration = method.integration();
        AwsUri uri = AwsUri.parse(integration.uri(), stage.variables());
        FunctionUri function = FunctionUri.find(uri);
        if (function == null) {
            throw new MappingRefused("the URI invokes no function: " + integration.uri());
        }
        boolean streamed = integration.isStreamed();
        if (streamed != function.streamed()) {
            throw new MappingRefused("the response transfer mode and the function's URI do not go together");
        }
        AwsTarget target = AwsTarget.ofFunction(aws.targets(), stage, uri, function.arn(), integration.credentials());
        Step refusal = refusal(integration, true);
        if (refusal != null) {
            return List.of(refusal);
        }
        InvokeStep.Settings settings = new InvokeStep.Settings(
                integration.timeoutMillis(), MethodCompiler.pauseMillis(integration), transforms.bodies(), aws);
        Step invoke = new InvokeStep(target, function, method.operationName(), binaryTypes, settings);
        Step answer = streamed ? new StreamedAnswerStep() : new ProxyAnswerStep(binaryTypes, aws);
        return List.of(invoke, OriginStep.ofAws(origins), new EndpointIdStep(), answer);
    }

    /** A function or a service behind mappings. */
    List<Step> mapped(MethodSnapshot method, Patterns patterns) throws MappingRefused {
        try {
            return mappedTo(method, patterns);
        } catch (MappingRefused refused) {
            return failing(method, refused);
        }
    }

    private List<Step> mappedTo(MethodSnapshot method, Patterns patterns) throws MappingRefused {
        IntegrationSnapshot integration = method.integration();
        AwsUri uri = AwsUri.parse(integration.uri(), stage.variables());
        AwsAction action = AwsAction.of(uri);
        FunctionUri function = FunctionUri.find(uri);
        AwsTarget target = function == null
                ? AwsTarget.ofService(aws.targets(), stage, uri, action.host(), integration.credentials())
                : AwsTarget.ofFunction(aws.targets(), stage, uri, function.arn(), integration.credentials());
        Step refusal = refusal(integration, function != null);
        if (refusal != null) {
            return List.of(refusal);
        }
        Step request = MapRequestStep.service(asHttp(integration, action), stage, binaryTypes, transforms);
        Step send = new AwsSendStep(
                target, action, mappedHeaders(integration), transforms.limits().requestBytes(), aws);
        Step answer = function == null
                ? MapResponseStep.of(method, stage, binaryTypes, patterns, transforms)
                : functionAnswer(method, patterns);
        return List.of(request, send, OriginStep.ofAws(origins), new EndpointIdStep(), answer);
    }

    /** What makes every call fail, though the definition may be deployed. */
    private static @Nullable Step refusal(IntegrationSnapshot integration, boolean function) {
        String illegal = IllegalHeaders.first(integration.requestParameters().keySet());
        if (illegal != null) {
            return new RefusalStep(illegal + " header already present");
        }
        return function && !"POST".equals(integration.httpMethod())
                ? new RefusalStep("the integration method of a function has to be POST")
                : null;
    }

    private static Set<String> mappedHeaders(IntegrationSnapshot integration) {
        Set<String> names = new HashSet<>();
        for (String target : integration.requestParameters().keySet()) {
            if (target.startsWith(HEADER)) {
                names.add(target.substring(HEADER.length()).toLowerCase(Locale.ROOT));
            }
        }
        return names;
    }

    /** Mappings and templates work as for an HTTP origin; what differs is decided when the request is sent. */
    private static IntegrationSnapshot asHttp(IntegrationSnapshot integration, AwsAction action) {
        return new IntegrationSnapshot(
                "HTTP",
                integration.httpMethod(),
                "https://" + action.host() + action.target(),
                integration.requestParameters(),
                integration.requestTemplates(),
                integration.passthroughBehavior(),
                integration.contentHandling(),
                integration.timeoutMillis(),
                false,
                integration.responses(),
                null,
                null,
                null,
                null);
    }

    private Step functionAnswer(MethodSnapshot method, Patterns patterns) throws MappingRefused {
        List<FunctionAnswerStep.Choice> choices = new ArrayList<>();
        Map<String, IntegrationResponseSnapshot> unconditional = new HashMap<>();
        for (var response : new TreeMap<>(method.integration().responses()).entrySet()) {
            String pattern = response.getValue().selectionPattern();
            if (pattern == null || pattern.isEmpty()) {
                unconditional.put(response.getKey(), response.getValue());
            } else {
                var alone = Map.of(response.getKey(), withoutPattern(response.getValue()));
                Step step = MapResponseStep.of(answering(method, alone), stage, binaryTypes, patterns, transforms);
                choices.add(new FunctionAnswerStep.Choice(message(pattern), step));
            }
        }
        Step otherwise = MapResponseStep.of(answering(method, unconditional), stage, binaryTypes, patterns, transforms);
        return new FunctionAnswerStep(choices, otherwise, aws);
    }

    private static MessagePattern message(String pattern) throws MappingRefused {
        try {
            return MessagePattern.of(pattern);
        } catch (PatternRefused refused) {
            throw new MappingRefused(String.valueOf(refused.getMessage()));
        }
    }

    private static IntegrationResponseSnapshot withoutPattern(IntegrationResponseSnapshot response) {
        return new IntegrationResponseSnapshot(
                null, response.responseParameters(), response.responseTemplates(), response.contentHandling());
    }

    /** The same method with these integration responses alone. */
    private static MethodSnapshot answering(MethodSnapshot method, Map<String, IntegrationResponseSnapshot> responses) {
        IntegrationSnapshot integration = method.integration();
        return new MethodSnapshot(
                method.authorizationType(),
                method.apiKeyRequired(),
                method.operationName(),
                method.requestParameters(),
                method.validation(),
                method.responses(),
                new IntegrationSnapshot(
                        integration.type(),
                        integration.httpMethod(),
                        integration.uri(),
                        integration.requestParameters(),
                        integration.requestTemplates(),
                        integration.passthroughBehavior(),
                        integration.contentHandling(),
                        integration.timeoutMillis(),
                        integration.insecureSkipVerification(),
                        responses,
                        integration.vpcLink(),
                        integration.credentials(),
                        integration.responseTransferMode(),
                        integration.streamPauseMillis()),
                method.authorizerId(),
                method.authorizationScopes());
    }
}
