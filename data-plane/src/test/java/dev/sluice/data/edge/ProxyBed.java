package dev.sluice.data.edge;

import dev.sluice.data.fixtures.MethodDraft;
import dev.sluice.data.fixtures.RawOrigin;
import dev.sluice.data.fixtures.Transforming;
import dev.sluice.data.fixtures.WatchedLoops;
import dev.sluice.data.integration.OriginStep;
import dev.sluice.data.netty.Loops;
import dev.sluice.data.origin.AddressRules;
import dev.sluice.data.origin.OriginClient;
import dev.sluice.data.origin.OriginLimits;
import dev.sluice.data.origin.OriginTls;
import dev.sluice.data.payload.BinaryTypes;
import dev.sluice.data.payload.CompressionStep;
import dev.sluice.data.payload.Compressors;
import dev.sluice.data.payload.ContentHandling;
import dev.sluice.data.payload.ResponseContentStep;
import dev.sluice.data.pipeline.StageFacts;
import dev.sluice.data.pipeline.Step;
import dev.sluice.data.transform.BodyLimits;
import dev.sluice.data.transform.MapRequestStep;
import dev.sluice.data.transform.MappingRefused;
import dev.sluice.data.transform.ProxyResponseStep;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A real listener in front of real origins, with the steps of a proxied method and what bodies need around them. */
final class ProxyBed implements AutoCloseable {
    private static final int BODY_BYTES = 10_485_760;

    /** More than the kernel's buffers of two connections take. */
    static final int LARGEST_ANSWER_BYTES = 40 * 1024 * 1024;

    private static final BodyLimits LIMITS = new BodyLimits(BODY_BYTES, BODY_BYTES);

    private final Loops loops = WatchedLoops.start(1);
    private final EdgeFixture edge =
            new EdgeFixture(loops, EdgeLimits.defaults(), SourceLimits.Settings.defaults(), false);
    private final OriginClient origins = new OriginClient(
            new AddressRules(List.of("127.0.0.0/8"), List.of()),
            new OriginLimits(
                    16,
                    16,
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(30),
                    LARGEST_ANSWER_BYTES,
                    3,
                    Duration.ofSeconds(1)),
            new OriginTls(List.of()),
            loops.clientChannel());
    private final Compressors compressors;

    ProxyBed(int compressedAtOnce) throws IOException {
        compressors = new Compressors(compressedAtOnce);
    }

    EdgeFixture edge() {
        return edge;
    }

    Loops loops() {
        return loops;
    }

    Compressors compressors() {
        return compressors;
    }

    /** A method that converts bodies by type and handling. */
    ProxyBed converting(String path, String url, BinaryTypes types, ContentHandling handling) throws MappingRefused {
        List<Step> steps = new ArrayList<>(toOrigin(url, types, handling));
        steps.add(new ResponseContentStep(types, ContentHandling.NONE));
        edge.route("ANY", path, steps.toArray(Step[]::new));
        return this;
    }

    /** A method that compresses replies of so many bytes and more. */
    ProxyBed compressing(String path, RawOrigin origin, int minimumBytes) throws MappingRefused {
        List<Step> steps =
                new ArrayList<>(toOrigin(origin.url("/"), BinaryTypes.of(List.of("*/*")), ContentHandling.NONE));
        steps.add(new CompressionStep(minimumBytes, compressors));
        edge.route("ANY", path, steps.toArray(Step[]::new));
        return this;
    }

    private List<Step> toOrigin(String url, BinaryTypes types, ContentHandling handling) throws MappingRefused {
        String name = handling == ContentHandling.NONE ? "" : handling.name();
        var integration =
                MethodDraft.httpProxy(url).contentHandling(name).snapshot().integration();
        var facts = new StageFacts("123456789012", EdgeFixture.API, "prod", "dep123", Map.of());
        return List.of(
                MapRequestStep.proxy(integration, facts, types, Transforming.upTo(BODY_BYTES)),
                new OriginStep(origins, null),
                new ProxyResponseStep(LIMITS));
    }

    ProxyBed deployed() {
        edge.deployed();
        return this;
    }

    @Override
    public void close() {
        origins.close();
        edge.close();
    }
}
