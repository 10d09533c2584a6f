package dev.sluice.benchmarks.template;

import dev.sluice.aws.models.BodyModel;
import dev.sluice.aws.models.ModelRefused;
import dev.sluice.aws.models.Models;
import dev.sluice.data.templates.Overrides;
import dev.sluice.data.templates.Template;
import dev.sluice.data.templates.TemplateEngine;
import dev.sluice.data.templates.TemplateFailed;
import dev.sluice.data.templates.TemplateScope;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A 2 KB document through a template from bytes to bytes, and its judgement by a model; one thread, so time is CPU time. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
        value = 2,
        jvmArgs = {"-XX:+UseSerialGC", "-Xmx512m"})
public class TransformBenchmark {
    private static final Map<String, ?> CONTEXT =
            Map.of("requestId", "c6af9ac6-7b61-11e6-9a41-93e8deadbeef", "stage", "prod");

    private static final TemplateScope.Parameters PARAMETERS =
            new TemplateScope.Parameters(Map.of(), Map.of(), Map.of());

    private final TemplateEngine engine = new TemplateEngine();
    private final Template request = engine.compile(Sample.REQUEST_TEMPLATE);
    private final Template response = engine.compile(Sample.RESPONSE_TEMPLATE);
    private final byte[] document = Sample.bytes();
    private final byte[] modelled = Sample.modelled();
    private final BodyModel model;

    public TransformBenchmark() {
        try {
            model = Models.compile("abc1234567", Map.of("M", Sample.model()), Set.of("M"))
                    .of("M");
        } catch (ModelRefused e) {
            throw new IllegalStateException(e);
        }
    }

    @Benchmark
    public byte[] requestTemplate() throws TemplateFailed {
        return render(request);
    }

    @Benchmark
    public byte[] responseTemplate() throws TemplateFailed {
        return render(response);
    }

    @Benchmark
    public @Nullable Object validation() {
        return model.findings(modelled);
    }

    private byte[] render(Template template) throws TemplateFailed {
        TemplateScope scope = new TemplateScope(
                new String(document, StandardCharsets.UTF_8),
                () -> PARAMETERS,
                () -> CONTEXT,
                Map.of(),
                new Overrides());
        return template.render(scope).getBytes(StandardCharsets.UTF_8);
    }
}
