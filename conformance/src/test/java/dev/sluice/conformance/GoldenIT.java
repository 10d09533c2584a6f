package dev.sluice.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sluice.system.AccessKey;
import dev.sluice.system.Installation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

/**
 * Plays every golden file in a tenant of its own: the SDK writes each call, the answer is judged on the wire, and the
 * SDK must understand it. {@code -Dgolden=models} plays the files whose name holds that word.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GoldenIT {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final String WANTED = System.getProperty("golden", "");

    @SuppressWarnings("NullAway.Init") // started before the first test
    private Installation installation;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        installation = Installation.start(folder.resolve("state"), 1);
    }

    @AfterAll
    void stop() {
        installation.close();
    }

    @TestFactory
    Stream<DynamicTest> answersAsRecorded() {
        return GoldenFile.all(GOLDEN).stream()
                .filter(file -> file.name().contains(WANTED))
                .map(file -> dynamicTest(file.name(), () -> play(file)));
    }

    private void play(GoldenFile file) {
        JsonNode tenant = newTenant();
        AccessKey key = new AccessKey(
                tenant.at("/accessKey/id").textValue(),
                tenant.at("/accessKey/secret").textValue());
        Names names = new Names(Map.of("account", tenant.get("id").textValue()));
        try (Caller caller = new Caller(installation, key)) {
            file.steps().forEach(step -> play(step, caller, names));
        }
    }

    private JsonNode newTenant() {
        try (Caller operator = new Caller(installation, installation.accessKey("platform"))) {
            return Caller.tree(operator.raw("POST", "/platform/tenants", "{\"name\":\"golden\"}")
                    .body());
        }
    }

    private static void play(Step step, Caller caller, Names names) {
        JsonNode input = names.fill(step.input());
        if (step.isRaw()) {
            String[] call = names.fill(step.call()).split(" ", 2);
            String body = input.isNull() ? "" : input.isTextual() ? input.textValue() : input.toString();
            judge(step, caller.raw(call[0], call[1], body), names);
        } else {
            Caller.Reply reply = caller.call(step.call(), input);
            judge(step, reply.wire(), names);
            judgeUnderstanding(step, reply);
        }
    }

    private static void judge(Step step, Wire wire, Names names) {
        assertThat(wire.status()).as("%s: %s", step.place(), wire.body()).isEqualTo(step.status());
        assertThat(wire.errorType()).as(step.place()).isEqualTo(step.error());
        if (step.body().isMissingNode()) {
            assertThat(wire.body()).as(step.place()).isEmpty();
        } else {
            // A body expected as a text is the whole of what came: a document that is not JSON.
            JsonNode body = step.body().isTextual() ? TextNode.valueOf(wire.body()) : Caller.tree(wire.body());
            assertThat(names.differences(step.body(), body))
                    .as("%s: %s", step.place(), wire.body())
                    .isEmpty();
        }
    }

    /** The SDK took every member of the answer that it has a field for, or told the error by its type and message. */
    private static void judgeUnderstanding(Step step, Caller.Reply reply) {
        SdkPojo understood = reply.understood();
        if (understood == null) {
            assertThat(reply.refusal())
                    .as(step.place())
                    .contains(Caller.tree(reply.wire().body()).get("message").asText());
            return;
        }
        String body = reply.wire().body();
        if (body.isEmpty()
                || !reply.wire().contentType().toLowerCase(Locale.ROOT).startsWith("application/json")) {
            return;
        }
        JsonNode answer = Caller.tree(body);
        List<String> lost = understood.sdkFields().stream()
                .filter(field -> answer.hasNonNull(field.locationName()))
                .filter(field -> isAbsent(field, understood))
                .map(SdkField::locationName)
                .toList();
        assertThat(lost).as("%s: what the SDK did not read", step.place()).isEmpty();
    }

    private static boolean isAbsent(SdkField<?> field, SdkPojo pojo) {
        return field.getValueOrDefault(pojo) == null;
    }
}
