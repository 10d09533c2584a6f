package dev.sluice.control.functions.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.contracts.functions.FunctionAnswer.Done;
import dev.sluice.contracts.functions.FunctionAnswer.ManyFunctions;
import dev.sluice.contracts.functions.FunctionAnswer.ManyLogs;
import dev.sluice.contracts.functions.FunctionAnswer.OneFunction;
import dev.sluice.contracts.functions.FunctionAnswer.OneLog;
import dev.sluice.contracts.functions.FunctionAnswer.OneVersion;
import dev.sluice.contracts.functions.FunctionAnswer.Reason;
import dev.sluice.contracts.functions.FunctionAnswer.Refused;
import dev.sluice.contracts.functions.FunctionAnswer.Tested;
import dev.sluice.contracts.functions.FunctionCommand;
import dev.sluice.control.fixtures.HandMadeFunctionHost;
import dev.sluice.control.fixtures.Management;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@DisplayName("platform-api: functions")
class FunctionsIT {
    private static final Instant THEN = Instant.parse("2026-11-29T00:00:00Z");
    private static final OneFunction FUNCTION =
            new OneFunction("f", "arn:aws:lambda:us-east-1:1:function:f", "what it does", 3, THEN, THEN);
    private static final String BODY =
            "{\"name\":\"f\",\"description\":\"what it does\",\"code\":\"exports.handler = () => 1\"}";

    private Management caller;

    @BeforeEach
    void aCaller() {
        caller = Management.ofNewTenant();
    }

    @Test
    void asksTheHostForTheCallersTenantAndAuditsWrites() throws Exception {
        try (var host = new HandMadeFunctionHost(FUNCTION)) {
            // when
            JsonNode made = caller.post("/platform/functions", BODY).created();

            // then
            assertThat(made.path("name").asText()).isEqualTo("f");
            assertThat(made.path("version").asInt()).isEqualTo(3);
            assertThat(made.path("arn").asText()).isEqualTo(FUNCTION.arn());
            assertThat(made.path("createdAt").asText()).isEqualTo("2026-11-29T00:00:00Z");
            assertThat(host.taken()).singleElement().satisfies(request -> {
                assertThat(request.tenant()).isEqualTo(caller.key().tenant());
                assertThat(request.command())
                        .isEqualTo(new FunctionCommand.Create("f", "what it does", "exports.handler = () => 1"));
            });
            assertThat(caller.get("/platform/audit").ok().path("items").toString())
                    .contains("createFunction");
        }
    }

    @Test
    void putsADescriptionOrLeavesItAsItIs() throws Exception {
        try (var host = new HandMadeFunctionHost(FUNCTION)) {
            // when
            caller.put("/platform/functions/f", "{\"code\":\"exports.handler = () => 2\"}")
                    .ok();

            // then
            assertThat(host.taken().getFirst().command())
                    .isEqualTo(new FunctionCommand.Put("f", null, "exports.handler = () => 2"));
        }
    }

    @Test
    void turnsPagesOfLists() throws Exception {
        // given
        var more = new OneFunction("g", "arn", "", 1, THEN.plusSeconds(1), THEN);
        try (var host = new HandMadeFunctionHost(new ManyFunctions(List.of(FUNCTION, more)))) {
            // when
            JsonNode first = caller.get("/platform/functions?limit=1").ok();
            String position = first.path("position").asText();
            caller.get("/platform/functions?limit=1&position=" + position).ok();

            // then
            assertThat(first.path("items")).hasSize(1);
            assertThat(host.taken().get(1).command())
                    .isEqualTo(new FunctionCommand.ListAll(new FunctionCommand.Slice(1, THEN, "f")));
        }
    }

    @Test
    void showsVersionsLogsAndTests() throws Exception {
        try (var host = new HandMadeFunctionHost(new OneVersion(2, "digest", 25, THEN, "the code"))) {
            assertThat(caller.get("/platform/functions/f/versions/2")
                            .ok()
                            .path("code")
                            .asText())
                    .isEqualTo("the code");
            assertThat(caller.get("/platform/functions/f/versions/zwei").status())
                    .isEqualTo(404);
            assertThat(host.taken()).hasSize(1);
        }
        var log = new OneLog("7", THEN, "request-1", 2, "ok", 1_500, 900, 1 << 20, "a line");
        try (var host = new HandMadeFunctionHost(new ManyLogs(List.of(log)))) {
            JsonNode shown =
                    caller.get("/platform/functions/f/logs").ok().path("items").get(0);
            assertThat(shown.path("durationMillis").asDouble()).isEqualTo(1.5);
            assertThat(shown.path("log").asText()).isEqualTo("a line");
            assertThat(host.taken()).hasSize(1);
        }
        try (var host = new HandMadeFunctionHost(new Tested(2, null, "{\"a\":1}", "log", 10, 5, 1))) {
            JsonNode tested = caller.post("/platform/functions/f/test", "{\"event\":\"{}\",\"version\":2}")
                    .ok();
            assertThat(tested.at("/payload/a").asInt()).isEqualTo(1);
            assertThat(tested.has("functionError")).isFalse();
            assertThat(host.taken().getFirst().command()).isEqualTo(new FunctionCommand.Test("f", 2, "{}"));
        }
        try (var _ = new HandMadeFunctionHost(new Done())) {
            assertThat(caller.delete("/platform/functions/f/versions/1").status())
                    .isEqualTo(204);
            assertThat(caller.delete("/platform/functions/f").status()).isEqualTo(204);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "BAD_REQUEST, 400, BadRequestException",
        "NOT_FOUND, 404, NotFoundException",
        "CONFLICT, 409, ConflictException",
        "LIMIT, 429, LimitExceededException",
        "BUSY, 503, ServiceUnavailableException"
    })
    void refusesWhatTheHostRefusesAndAuditsNothing(Reason reason, int status, String type) throws Exception {
        try (var _ = new HandMadeFunctionHost(new Refused(reason, "the reason"))) {
            // when
            var reply = caller.post("/platform/functions", BODY);

            // then
            assertThat(reply.status()).isEqualTo(status);
            assertThat(reply.errorType()).isEqualTo(type);
            assertThat(reply.message()).isEqualTo("the reason");
            assertThat(caller.get("/platform/audit").ok().path("items").toString())
                    .doesNotContain("createFunction");
        }
    }

    @Test
    void saysThatTheHostIsAway() {
        // when
        var reply = caller.get("/platform/functions");

        // then
        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.errorType()).isEqualTo("ServiceUnavailableException");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {}                          | ValidationException
            {"name": 1, "code": "x"}    | SerializationException
            {"name": "f"}               | ValidationException
            [                           | SerializationException
            """)
    void refusesMalformedInputItself(String body, String type) {
        assertThat(caller.post("/platform/functions", body).errorType()).isEqualTo(type);
    }
}
