package dev.sluice.data.edge;

import static dev.sluice.data.fixtures.MethodDraft.mock;
import static dev.sluice.data.fixtures.StageDraft.stage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contracts.access.TargetsRecord;
import dev.sluice.data.access.keys.ApiKeys;
import dev.sluice.data.edge.RawClient.RawReply;
import dev.sluice.data.fixtures.AwsBed;
import dev.sluice.data.fixtures.Gateway;
import dev.sluice.data.fixtures.MethodDraft;
import dev.sluice.data.fixtures.StageDraft;
import dev.sluice.data.stage.Lookup;
import dev.sluice.data.telemetry.ExecutionLogs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A stage whose calls are written down, and its file (observability 1 to 3). */
final class LoggedStage {
    static final String TENANT = "123456789012";
    private static final String UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
    private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z ";
    private static final String PLACE = EdgeFixture.API + "/prod";

    /** What is written once a call is let through. */
    static final List<String> EXECUTION = List.of(
            "Usage Plan check succeeded for API Key  and API Stage " + PLACE, "Starting execution for request: ID");

    private final Path folder;
    private Consumer<ApiKeys> known = _ -> {};
    private @Nullable TargetsRecord targets;

    LoggedStage(Path folder) {
        this.folder = folder;
    }

    Path file() {
        return folder.resolve(TENANT)
                .resolve("API-Gateway-Execution-Logs_" + EdgeFixture.API)
                .resolve("prod");
    }

    ExecutionLogs.Settings settings() {
        return new ExecutionLogs.Settings(folder, 1 << 20, 1 << 20, 1 << 20, 1 << 20);
    }

    /** With these keys and plans. */
    LoggedStage knowing(Consumer<ApiKeys> keys) {
        known = keys;
        return this;
    }

    /** With functions and services at this place, and a role that may sign for them. */
    LoggedStage calling(String endpoint) {
        targets = AwsBed.targets(endpoint);
        return this;
    }

    /** Serves a stage, makes calls and ends, so that every line is in the file. */
    List<RawReply> call(StageDraft draft, String... requests) throws IOException {
        try (var edge = new EdgeFixture(ExecutionLogs.start(settings()));
                var gateway = new Gateway(edge.loops())) {
            known.accept(gateway.apiKeys());
            if (targets != null) {
                gateway.targets().put(targets);
            }
            edge.stage(
                    EdgeFixture.API,
                    "prod",
                    new Lookup.Found(
                            gateway.compile(draft.of(TENANT, EdgeFixture.API).snapshot())));
            List<RawReply> replies = new ArrayList<>();
            for (String request : requests) {
                replies.add(edge.call(request));
            }
            return replies;
        }
    }

    /** A stage of one method. */
    static StageDraft logged(String verb, String path, MethodDraft method, String level, boolean data) {
        return stage("prod").method(verb, path, method).logging("*", "*", level, data);
    }

    static MethodDraft answeringMock() {
        return mock("{\"statusCode\": 200}")
                .response("200", "")
                .responseTemplate("200", "application/json", "{\"pet\":1}")
                .responseHeader("200", "X-Kind", "'dog'");
    }

    /** The texts of the lines, without their times and request ids. */
    List<String> lines() throws IOException {
        return Files.readAllLines(file()).stream()
                .map(line -> {
                    assertThat(line).matches(TIME + "\\(" + UUID + "\\) .*");
                    return line.replaceFirst("^" + TIME + "\\(" + UUID + "\\) ", "");
                })
                .map(line -> line.replaceAll(UUID, "ID").replaceAll("latency: \\d+ ms", "latency: N ms"))
                .map(line -> line.replaceAll("^(Extended Request Id): [A-Za-z0-9_-]{15}=$", "$1: XID"))
                .toList();
    }

    /** What is written first of a call to a method that needs no key. */
    static List<String> start(String verb, String resource) {
        return List.of(
                "Extended Request Id: XID",
                "Verifying Usage Plan for request: ID. API Key:  API Stage: " + PLACE,
                "API Key  authorized because method '" + verb + " " + resource
                        + "' does not require API Key. Request will not contribute to throttle or quota limits");
    }

    static List<String> lines(List<String> first, List<String> second, String... rest) {
        return Stream.of(first, second, List.of(rest)).flatMap(List::stream).toList();
    }
}
