package dev.sluice.data.validation;

import static dev.sluice.data.validation.ValidatedCall.call;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.aws.models.BodyModel;
import dev.sluice.aws.models.ModelRefused;
import dev.sluice.aws.models.Models;
import dev.sluice.data.pipeline.Body;
import dev.sluice.data.pipeline.Failure;
import dev.sluice.data.pipeline.Workers;
import dev.sluice.data.transform.BodyLimits;
import dev.sluice.data.transform.WholeBodies;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** rest-api-runtime 6.2. */
class ValidateBodyStepTest {
    private static final int LIMIT = 1 << 20;
    private static final Map<String, String> SCHEMAS = Map.of(
            "Text", "{\"type\":\"string\"}", "Number", "{\"type\":\"number\"}", "Any", "{\"not\":{\"enum\":[0]}}");

    private final AtomicInteger handedOver = new AtomicInteger();
    private final Workers workers = new Workers(work -> {
        handedOver.incrementAndGet();
        ForkJoinPool.commonPool().execute(work);
    });

    private ValidateBodyStep step(Map<String, String> models) throws ModelRefused {
        Models compiled = Models.compile("abc1234567", SCHEMAS, new HashSet<>(models.values()));
        return new ValidateBodyStep(
                BodyModels.of(models, compiled), new WholeBodies(new BodyLimits(LIMIT, LIMIT), workers));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "none, string",
                "application/json, string",
                "APPLICATION/JSON;charset=utf-8, string",
                "text/plain ; a=b, number",
                "application/xml, none",
                "application/jsonx, none",
            })
    void choosesTheModelByMediaType(String contentType, String wanted) throws ModelRefused {
        var call = call().body(bytes("[]"));
        if (contentType != null) {
            call.header("Content-Type", contentType);
        }

        Failure failure = call.through(step(Map.of("application/json", "Text", "text/plain", "Number")))
                .failure();

        if (wanted == null) {
            assertThat(failure).isNull();
        } else {
            assertThat(failure)
                    .isInstanceOfSatisfying(
                            Failure.InvalidBody.class,
                            invalid -> assertThat(invalid.findings())
                                    .contains("instance type (array)")
                                    .contains("\"" + wanted + "\""));
        }
    }

    @Test
    void fallsBackToTheDefaultModel() throws ModelRefused {
        var step = step(Map.of("application/json", "Text", "$default", "Number"));

        assertThat(call().header("Content-Type", "image/png")
                        .body(bytes("1"))
                        .through(step)
                        .failure())
                .isNull();
        assertThat(call().body(bytes("1")).through(step).failure()).isInstanceOf(Failure.InvalidBody.class);
    }

    @Test
    void handsTheBodyOnToWhatFollows() throws ModelRefused {
        var end = call().body(bytes("\"a\"")).through(step(Map.of("application/json", "Text")));

        assertThat(end.failure()).isNull();
        assertThat(end.collected()).isEqualTo("\"a\"");
    }

    @Test
    void leavesABodyWithoutAModelOnItsWay() throws ModelRefused {
        var end = call().body(bytes("1")).through(step(Map.of("text/plain", "Text")));

        assertThat(end.failure()).isNull();
        assertThat(end.collected()).isNull();
    }

    @Test
    void refusesAnEmptyBody() throws ModelRefused {
        assertThat(call().through(step(Map.of("$default", "Any"))).failure())
                .isEqualTo(new Failure.InvalidBody("[Unknown error parsing request body]"));
    }

    @Test
    void judgesWhatACodingHides() throws Exception {
        var step = step(Map.of("application/json", "Text"));

        assertThat(call().header("Content-Encoding", "gzip")
                        .body(gzip("\"a\""))
                        .through(step)
                        .failure())
                .isNull();
        assertThat(call().header("Content-Encoding", "gzip")
                        .body(gzip("1"))
                        .through(step)
                        .failure())
                .isInstanceOf(Failure.InvalidBody.class);
        assertThat(call().header("Content-Encoding", "br")
                        .body(bytes("1"))
                        .through(step)
                        .failure())
                .isEqualTo(Failure.UnsupportedMediaType.UNKNOWN_CODING);
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(bytes(text));
        }
        return bytes.toByteArray();
    }

    @Test
    void refusesABodyThatIsTooLargeOrCut() throws ModelRefused {
        var step = step(Map.of("application/json", "Text"));

        assertThat(call().body(new byte[LIMIT + 1]).through(step).failure()).isEqualTo(new Failure.RequestTooLarge());
        assertThat(call().body(new CutBody()).through(step).failure()).isEqualTo(new Failure.ClientGone());
    }

    @Test
    void letsAWorkerJudgeALargeBody() throws ModelRefused {
        var step = step(Map.of("application/json", "Text"));
        String large = "\"" + "a".repeat(BodyModel.QUICK_BYTES) + "\"";

        var valid = call().body(bytes(large)).through(step);
        var invalid = call().body(bytes("[" + large + "]")).through(step);
        call().body(bytes("1")).through(step);

        assertThat(valid.failure()).isNull();
        assertThat(valid.thread()).contains("defaultEventLoop");
        assertThat(invalid.failure()).isInstanceOf(Failure.InvalidBody.class);
        assertThat(handedOver).as("each is looked through, then judged").hasValue(4);
    }

    /** A body whose sender breaks off. */
    private static final class CutBody implements Body {
        @Override
        public long declaredBytes() {
            return UNKNOWN;
        }

        @Override
        public void readTo(Reader reader) {
            reader.fail(new Failure.ClientGone());
        }

        @Override
        public void more() {}

        @Override
        public void cancel() {}
    }
}
