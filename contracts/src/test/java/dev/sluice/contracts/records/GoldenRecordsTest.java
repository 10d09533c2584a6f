package dev.sluice.contracts.records;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.contracts.access.AccessRecord;
import dev.sluice.contracts.access.QuotaRecord;
import dev.sluice.contracts.functions.FunctionAnswer;
import dev.sluice.contracts.functions.FunctionRequest;
import dev.sluice.contracts.invocations.AuthorizerTrial;
import dev.sluice.contracts.invocations.AuthorizerTrialAnswer;
import dev.sluice.contracts.invocations.TestAnswer;
import dev.sluice.contracts.invocations.TestInvocation;
import dev.sluice.contracts.keys.Envelope;
import dev.sluice.contracts.keys.KeyEntry;
import dev.sluice.contracts.keys.KeyFile;
import dev.sluice.contracts.keys.RecordVerifier;
import dev.sluice.contracts.nodes.Heartbeat;
import dev.sluice.contracts.nodes.Receipt;
import dev.sluice.contracts.nodes.UsageReport;
import dev.sluice.contracts.sessions.SessionContent;
import dev.sluice.contracts.stages.StageDeletion;
import dev.sluice.contracts.stages.StageKey;
import dev.sluice.contracts.stages.StageRecord;
import dev.sluice.contracts.stages.StageSnapshot;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every JSON form that was ever published is kept under {@code golden} and is read and written alike for ever. */
class GoldenRecordsTest {
    /** The first word of a file's name says what it holds. */
    private static final Map<String, Class<?>> TYPES = Map.ofEntries(
            entry("stage", StageRecord.class),
            entry("access", AccessRecord.class),
            entry("quota", QuotaRecord.class),
            entry("inventory", Inventory.class),
            entry("heartbeat", Heartbeat.class),
            entry("receipt", Receipt.class),
            entry("usage", UsageReport.class),
            entry("invocation", TestInvocation.class),
            entry("answer", TestAnswer.class),
            entry("trial", AuthorizerTrial.class),
            entry("verdict", AuthorizerTrialAnswer.class),
            entry("functionrequest", FunctionRequest.class),
            entry("functionanswer", FunctionAnswer.class),
            entry("session", SessionContent.class));

    static List<Path> forms() throws IOException, URISyntaxException {
        try (Stream<Path> files = Files.list(golden())) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    void isReadAndWrittenAlike(Path form) throws IOException, RecordRefused {
        // given
        byte[] json = Files.readAllBytes(form);

        // when
        byte[] written = ContractDocument.write(ContractDocument.read(json, typeOf(form)));

        // then
        JsonNode golden = ContractJson.mapper().readTree(json);
        assertThat(withoutLaterLists(ContractJson.mapper().readTree(written), golden))
                .isEqualTo(golden);
    }

    /** Lists and maps that a later layout added are written empty for a record that was made before them. */
    private static JsonNode withoutLaterLists(JsonNode written, JsonNode golden) {
        if (written instanceof ObjectNode object) {
            object.properties()
                    .removeIf(member -> !golden.has(member.getKey())
                            && member.getValue().isContainerNode()
                            && member.getValue().isEmpty());
            object.properties().forEach(member -> withoutLaterLists(member.getValue(), golden.path(member.getKey())));
        }
        for (int index = 0; written.isArray() && index < written.size(); index++) {
            withoutLaterLists(written.get(index), golden.path(index));
        }
        return written;
    }

    @ParameterizedTest
    @MethodSource("forms")
    void isReadWithMembersThatALaterVersionAdds(Path form) throws IOException, RecordRefused {
        // given
        var tree = (ObjectNode) ContractJson.mapper().readTree(Files.readAllBytes(form));
        var before = ContractDocument.read(ContractDocument.write(tree), typeOf(form));
        tree.putObject("later").putArray("added").add(1);

        // when
        var after = ContractDocument.read(ContractDocument.write(tree), typeOf(form));

        // then
        assertThat(after).isEqualTo(before);
    }

    @Test
    void everyFormHasAGoldenFile() throws IOException, URISyntaxException {
        assertThat(forms())
                .extracting(form -> form.getFileName().toString())
                .contains(
                        "stage-snapshot-1.json",
                        "stage-snapshot-1-flushed.json",
                        "stage-snapshot-2.json",
                        "stage-snapshot-2-stream-pause.json",
                        "stage-snapshot-2-traced.json",
                        "stage-snapshot-3.json",
                        "stage-snapshot-4.json",
                        "stage-snapshot-5.json",
                        "stage-deletion-1.json",
                        "stage-snapshot-1-streamed-function.json",
                        "access-tenant-1.json",
                        "access-tenant-1-throttle.json",
                        "access-targets-1.json",
                        "access-targets-oidc-1.json",
                        "access-credential-1.json",
                        "access-credential-1-ended.json",
                        "access-role-1.json",
                        "access-role-1-ended.json",
                        "session-1.json",
                        "session-1-through.json",
                        "session-1-user.json",
                        "quota-1.json",
                        "quota-1-ended.json",
                        "inventory-1.json",
                        "heartbeat-1.json",
                        "heartbeat-1-refused.json",
                        "heartbeat-1-leaving.json",
                        "heartbeat-1-demand.json",
                        "receipt-1.json",
                        "usage-1.json",
                        "usage-1-metered.json",
                        "invocation-1.json",
                        "answer-1.json",
                        "stage-snapshot-2-authorizer.json",
                        "stage-snapshot-2-user-pools.json",
                        "trial-1.json",
                        "verdict-1.json",
                        "verdict-1-user-pool.json",
                        "functionrequest-1.json",
                        "functionanswer-1.json");
    }

    @Test
    void aSnapshotWithoutOptionalPartsReadsThemAsEmpty() throws RecordRefused {
        // given
        String json = """
                {"kind":"snapshot","formatVersion":1,"key":{"tenant":"1","api":"a","stage":"s"},"revision":1,
                 "deploymentId":"d","api":{"name":"n"}}""";

        // when
        StageRecord read = ContractDocument.read(json.getBytes(UTF_8), StageRecord.class);

        // then
        assertThat(read)
                .isInstanceOfSatisfying(
                        StageSnapshot.class,
                        snapshot -> assertThat(snapshot.resources()).isEmpty());
    }

    @Test
    void theFrameOfVersion1IsReadForEver() throws IOException, URISyntaxException, RecordRefused {
        // given
        byte[] frame = base64("frame-1.base64");
        var cell = new Envelope(key("frame-1-cell-key.base64"));
        var verifier = new RecordVerifier(key("frame-1-signing-public.base64"));

        // when
        StageRecord read = new RecordReader(verifier, cell)
                .read("sluice.stages.v1", "111122223333/a1b2c3d4e5/prod", frame, StageRecord.class);

        // then
        assertThat(read).isEqualTo(new StageDeletion(1, new StageKey("111122223333", "a1b2c3d4e5", "prod"), 42));
    }

    private static KeyFile key(String name) throws IOException, URISyntaxException {
        return KeyFile.of(List.of(new KeyEntry(1, base64(name))));
    }

    private static byte[] base64(String name) throws IOException, URISyntaxException {
        return Base64.getMimeDecoder().decode(Files.readAllBytes(golden().resolve(name)));
    }

    private static Class<?> typeOf(Path form) {
        String word = form.getFileName().toString().split("-", 2)[0];
        return Objects.requireNonNull(TYPES.get(word), () -> "no type for " + form);
    }

    private static Path golden() throws URISyntaxException {
        var url = Objects.requireNonNull(GoldenRecordsTest.class.getResource("/golden"));
        return Path.of(url.toURI());
    }
}
