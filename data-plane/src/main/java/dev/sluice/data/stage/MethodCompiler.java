package dev.sluice.data.stage;

import dev.sluice.aws.models.Models;
import dev.sluice.contracts.stages.ApiSnapshot;
import dev.sluice.contracts.stages.IntegrationSnapshot;
import dev.sluice.contracts.stages.MethodSnapshot;
import dev.sluice.contracts.stages.ValidationSnapshot;
import dev.sluice.data.integration.LongAnswerStep;
import dev.sluice.data.integration.MockAnswer;
import dev.sluice.data.integration.MockStep;
import dev.sluice.data.integration.OriginStep;
import dev.sluice.data.integration.PaceStep;
import dev.sluice.data.origin.OriginClient;
import dev.sluice.data.origin.OriginKey;
import dev.sluice.data.payload.BinaryTypes;
import dev.sluice.data.payload.CompressionStep;
import dev.sluice.data.payload.ContentHandling;
import dev.sluice.data.payload.ResponseContentStep;
import dev.sluice.data.pipeline.OriginRequest;
import dev.sluice.data.pipeline.StageFacts;
import dev.sluice.data.pipeline.Step;
import dev.sluice.data.transform.Authority;
import dev.sluice.data.transform.BodyLimits;
import dev.sluice.data.transform.Handlings;
import dev.sluice.data.transform.MapRequestStep;
import dev.sluice.data.transform.MapResponseStep;
import dev.sluice.data.transform.MappingRefused;
import dev.sluice.data.transform.Patterns;
import dev.sluice.data.transform.ProxyResponseStep;
import dev.sluice.data.transform.TemplateChoice;
import dev.sluice.data.transform.TraceStep;
import dev.sluice.data.transform.Transforms;
import dev.sluice.data.validation.BodyModels;
import dev.sluice.data.validation.RequiredParametersStep;
import dev.sluice.data.validation.ValidateBodyStep;
import dev.sluice.data.validation.ValidatedStep;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The steps from mapping the request to mapping the response, for the methods of one stage. Refuses what this node cannot
 * enforce or carry out. One per compilation.
 */
final class MethodCompiler {
    private final OriginClient origins;
    private final StageFacts stage;
    private final BinaryTypes types;
    private final @Nullable Integer minimumCompressionBytes;
    private final Models models;
    private final Transforms transforms;
    private final AwsMethods aws;
    private final Patterns patterns = new Patterns();

    MethodCompiler(
            OriginClient origins,
            StageFacts stage,
            ApiSnapshot api,
            Models models,
            Transforms transforms,
            AwsMethods aws) {
        this.origins = origins;
        this.stage = stage;
        this.types = BinaryTypes.of(api.binaryMediaTypes());
        this.minimumCompressionBytes = api.minimumCompressionBytes();
        this.models = models;
        this.transforms = transforms;
        this.aws = aws;
    }

    /** Everything that a client's request goes through once access is granted. */
    List<Step> steps(MethodSnapshot method) throws MappingRefused {
        List<Step> steps = new ArrayList<>();
        if (stage.traced()) {
            steps.add(TraceStep.TRACED);
        }
        steps.addAll(execution(method));
        if (minimumCompressionBytes != null && !method.integration().isStreamed()) {
            steps.add(new CompressionStep(minimumCompressionBytes, transforms.compressors()));
        }
        return steps;
    }

    /** All that a test invocation runs (rest-api-runtime 1.3). */
    List<Step> execution(MethodSnapshot method) throws MappingRefused {
        List<Step> steps = new ArrayList<>(validation(method));
        steps.addAll(integration(method));
        return steps;
    }

    private List<Step> validation(MethodSnapshot method) {
        ValidationSnapshot validation = method.validation();
        List<Step> steps = new ArrayList<>(3);
        if (validation != null && validation.parameters()) {
            Step required = RequiredParametersStep.of(method.requestParameters());
            if (required != null) {
                steps.add(required);
            }
        }
        if (validation != null && validation.body() && !validation.models().isEmpty()) {
            steps.add(new ValidateBodyStep(BodyModels.of(validation.models(), models), transforms.bodies()));
        }
        if (validation != null && (validation.parameters() || validation.body())) {
            steps.add(ValidatedStep.VALIDATED);
        }
        return steps;
    }

    private List<Step> integration(MethodSnapshot method) throws MappingRefused {
        IntegrationSnapshot integration = method.integration();
        if (integration.vpcLink() != null) {
            throw new MappingRefused("connection type VPC_LINK is not supported yet");
        }
        return switch (integration.type()) {
            case "MOCK" -> mock(method);
            case "HTTP" -> http(method);
            case "HTTP_PROXY" -> integration.isStreamed() ? stream(integration) : proxy(integration);
            case "AWS" -> aws.mapped(method, patterns);
            case "AWS_PROXY" -> aws.proxy(method);
            default -> throw new MappingRefused("integration type " + integration.type() + " is not supported yet");
        };
    }

    private List<Step> mock(MethodSnapshot method) throws MappingRefused {
        IntegrationSnapshot integration = method.integration();
        TemplateChoice<MockAnswer> choice = TemplateChoice.of(
                integration.requestTemplates(),
                integration.passthroughBehavior(),
                text -> MockAnswer.of(transforms.rendering().compile(text)),
                MockAnswer.FROM_BODY,
                MockAnswer.UNSUPPORTED);
        ContentHandling handling = Handlings.of(integration.contentHandling());
        return List.of(new MockStep(choice::choose, types, handling, transforms), mapResponse(method));
    }

    private List<Step> http(MethodSnapshot method) throws MappingRefused {
        MapRequestStep request = MapRequestStep.http(method.integration(), stage, types, transforms);
        OriginStep origin = new OriginStep(origins, key(request, method.integration()));
        return List.of(request, origin, mapResponse(method));
    }

    private Step mapResponse(MethodSnapshot method) throws MappingRefused {
        return MapResponseStep.of(method, stage, types, patterns, transforms);
    }

    private List<Step> proxy(IntegrationSnapshot integration) throws MappingRefused {
        MapRequestStep request = MapRequestStep.proxy(integration, stage, types, transforms);
        return List.of(
                request,
                new OriginStep(origins, key(request, integration)),
                new ProxyResponseStep(transforms.limits()),
                new ResponseContentStep(types, ContentHandling.NONE));
    }

    /** The same for an answer of any length, at a stream's pace (rest-api-runtime 8.7). */
    private List<Step> stream(IntegrationSnapshot integration) throws MappingRefused {
        MapRequestStep request = MapRequestStep.proxy(integration, stage, types, transforms);
        BodyLimits limits = new BodyLimits(transforms.limits().requestBytes(), Long.MAX_VALUE);
        return List.of(
                request,
                new LongAnswerStep(pauseMillis(integration)),
                new OriginStep(origins, key(request, integration)),
                new ProxyResponseStep(limits),
                new PaceStep());
    }

    /** Longest pause within a streamed answer. */
    static int pauseMillis(IntegrationSnapshot integration) {
        Integer pauseMillis = integration.streamPauseMillis();
        return pauseMillis == null ? OriginRequest.LONG_PAUSE_MILLIS : pauseMillis;
    }

    private @Nullable OriginKey key(MapRequestStep request, IntegrationSnapshot integration) {
        Authority authority = request.fixedAuthority();
        return authority == null
                ? null
                : new OriginKey(
                        stage.tenant(),
                        authority.host(),
                        authority.port(),
                        request.secure(),
                        integration.insecureSkipVerification());
    }
}
