package dev.sluice.data.sync;

import static dev.sluice.data.fixtures.KeyDraft.VALUE;
import static dev.sluice.data.fixtures.KeyDraft.key;
import static dev.sluice.data.fixtures.KeyDraft.plan;
import static dev.sluice.data.fixtures.MethodDraft.mock;
import static dev.sluice.data.fixtures.StageDraft.stage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.contracts.access.AccessRecord;
import dev.sluice.contracts.access.ApiKeyRecord;
import dev.sluice.contracts.access.CredentialRecord;
import dev.sluice.contracts.access.RoleRecord;
import dev.sluice.contracts.access.TargetsRecord;
import dev.sluice.contracts.access.TenantRecord;
import dev.sluice.contracts.keys.Envelope;
import dev.sluice.contracts.keys.KeyFile;
import dev.sluice.contracts.keys.RecordSigner;
import dev.sluice.contracts.keys.RecordVerifier;
import dev.sluice.contracts.records.ContractJson;
import dev.sluice.contracts.records.RecordReader;
import dev.sluice.contracts.records.RecordRefused;
import dev.sluice.contracts.records.RecordWriter;
import dev.sluice.contracts.sessions.SessionTokens;
import dev.sluice.contracts.stages.StageSnapshot;
import dev.sluice.data.access.keys.ApiKeys;
import dev.sluice.data.access.tokens.OidcIssuers;
import dev.sluice.data.callers.AccessKeys;
import dev.sluice.data.fixtures.Gateway;
import dev.sluice.data.fixtures.KeyDraft;
import dev.sluice.data.fixtures.Policies;
import dev.sluice.data.fixtures.SessionDraft;
import dev.sluice.data.fixtures.Signing;
import dev.sluice.data.fixtures.Transforming;
import dev.sluice.data.stage.CompiledStage;
import dev.sluice.data.stage.Lookup;
import dev.sluice.data.stage.StageTable;
import dev.sluice.data.sync.spool.Spool;
import dev.sluice.data.sync.spool.SpoolEntry;
import dev.sluice.data.sync.spool.SpoolFolder;
import dev.sluice.data.sync.spool.SpoolLimits;
import dev.sluice.data.sync.spool.SpoolTopic;
import dev.sluice.data.targets.Endpoint;
import dev.sluice.data.targets.Targets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessTakerTest {
    private static final String TENANT = "100000000001";
    private static final String KEY = TENANT + "/tenant/" + TENANT;
    private static final String ISSUER = "https://login.example.com/";
    private static final String TARGETS_KEY = TENANT + "/targets/" + TENANT;

    private static final String CREDENTIAL_KEY = TENANT + "/credential/" + Signing.KEY;
    private static final String POLICY = Policies.of(Policies.identity("Allow", "*"));

    private final Gateway gateway = new Gateway();
    private final StageTable table = new StageTable(gateway.compiler(), Runnable::run, 1_000_000);

    private final Targets targets = new Targets();
    private final OidcIssuers issuers = new OidcIssuers();
    private final SessionTokens tokens = SessionDraft.tokens();
    private final AccessKeys keys = new AccessKeys(Transforming.ARNS, tokens);
    private final ApiKeys apiKeys = gateway.apiKeys();

    @TempDir
    private Path temp;

    private RecordWriter writer;
    private Spool spool;
    private AccessTaker taker;

    @BeforeEach
    void start() {
        KeyFile.createSymmetric(temp.resolve("cell.key"));
        KeyFile.createSigningPair(temp.resolve("signing.key"), temp.resolve("signing.pub"));
        var reader = new RecordReader(
                new RecordVerifier(KeyFile.readPublic(temp.resolve("signing.pub"))),
                new Envelope(KeyFile.read(temp.resolve("cell.key"))));
        writer = new RecordWriter(
                new RecordSigner(KeyFile.read(temp.resolve("signing.key"))),
                new Envelope(KeyFile.read(temp.resolve("cell.key"))));
        spool = Spool.open(SpoolFolder.open(temp.resolve("spool")), "1", 12, SpoolLimits.DEFAULT);
        taker = new AccessTaker(
                new AccessTables(table, targets, issuers, keys, apiKeys, gateway.accounts()), spool, reader, "access");
        StageSnapshot snapshot = stage("prod")
                .of(TENANT, "a")
                .method("GET", "/", mock("{\"statusCode\": 200}").response("200", ""))
                .snapshot();
        table.replace(snapshot, () -> snapshot);
    }

    @AfterEach
    void stop() {
        spool.close();
        gateway.close();
    }

    @Test
    void leavesATenantSuspendedWhenItsRecordIsForgotten() {
        // given
        table.suspend(TENANT, true);

        // when
        taker.forget(suspensionInSpool(), 9);

        // then
        assertThat(table.find("a", "prod")).isInstanceOf(Lookup.Suspended.class);
    }

    @Test
    void refusesATenantWhoseSuspensionCannotBeRead() throws IOException {
        // given
        SpoolEntry entry = suspensionInSpool();
        Path records = temp.resolve("spool/segments/0000000001.records");
        Files.delete(records);
        Files.createSymbolicLink(records, records);

        // when
        taker.load(entry);

        // then
        assertThat(table.find("a", "prod")).isInstanceOf(Lookup.Suspended.class);
    }

    @Test
    @DisplayName("rest-api-runtime 5: an account's own limits hold at once, and after a restart")
    void takesHowFastATenantIsCalled() throws Exception {
        // given
        var slow = new TenantRecord(1, TENANT, 8, false, new TenantRecord.Throttle(0.001, 1));
        var usual = new TenantRecord(1, TENANT, 9, false, null);
        CompiledStage stage = ((Lookup.Found) table.find("a", "prod")).stage();

        // when
        Verdict limited = taker.take(arrival(slow));
        List<Integer> limitedCalls = calls(stage);
        Verdict lifted = taker.take(arrival(usual));
        List<Integer> liftedCalls = calls(stage);
        byte[] sealed = writer.write("access", slow.key(), slow);
        spool.keep(SpoolTopic.ACCESS, 0, slow.key(), 8, true, sealed);
        taker.load(Objects.requireNonNull(spool.find(SpoolTopic.ACCESS, slow.key())));
        List<Integer> loadedCalls = calls(stage);

        // then
        assertThat(limited).isEqualTo(new Verdict.Keep(true));
        assertThat(limitedCalls).containsExactly(200, 429, 429);
        assertThat(lifted).isEqualTo(new Verdict.Keep(false));
        assertThat(liftedCalls).containsOnly(200);
        assertThat(loadedCalls).containsExactly(200, 429, 429);
    }

    private List<Integer> calls(CompiledStage stage) {
        return IntStream.range(0, 3)
                .mapToObj(_ -> gateway.call(stage, "GET", "/").send().status())
                .toList();
    }

    @Test
    void takesWhereIntegrationsLead() throws Exception {
        // when
        Verdict verdict = taker.take(arrival(TargetsRecord.FORMAT_VERSION, "http://127.0.0.1:9324"));

        // then
        assertThat(verdict).isEqualTo(new Verdict.Keep(true));
        assertThat(targets.of(TENANT).service("sqs"))
                .isEqualTo(new Endpoint(false, "127.0.0.1", 9324, "127.0.0.1:9324"));
        assertThat(issuers.find(TENANT, ISSUER)).isNotNull();
        assertThat(issuers.find("999999999999", ISSUER)).isNull();
    }

    @Test
    void refusesANewerFormatOfTargets() throws Exception {
        // when
        Verdict verdict = taker.take(arrival(TargetsRecord.FORMAT_VERSION + 1, "http://127.0.0.1:9324"));

        // then
        assertThat(verdict).isEqualTo(new Verdict.Refuse("format version 2, this node reads up to 1"));
        assertThat(targets.of(TENANT).service("sqs")).isNull();
    }

    @Test
    void readsTargetsAgainAtStart() {
        // given
        byte[] value = writer.write("access", TARGETS_KEY, record(1, "http://127.0.0.1:9324"));
        spool.keep(SpoolTopic.ACCESS, 3, TARGETS_KEY, 6, true, value);

        // when
        taker.load(Objects.requireNonNull(spool.find(SpoolTopic.ACCESS, TARGETS_KEY)));

        // then
        assertThat(Objects.requireNonNull(targets.of(TENANT).service("sqs")).port())
                .isEqualTo(9324);
    }

    @Test
    void failsTheCallsOfATenantWhoseTargetsDoNotOpen() {
        // given
        issuers.put(record(1, "http://127.0.0.1:9324"));
        spool.keep(SpoolTopic.ACCESS, 3, TARGETS_KEY, 6, true, new byte[] {1});

        // when
        taker.load(Objects.requireNonNull(spool.find(SpoolTopic.ACCESS, TARGETS_KEY)));

        // then
        assertThat(Objects.requireNonNull(targets.of(TENANT).service("sqs")).isUsable())
                .isFalse();
        assertThat(issuers.find(TENANT, ISSUER)).isNull();
    }

    @Test
    void takesAccessKeysAndTheirEnd() throws Exception {
        // when
        Verdict taken = taker.take(arrival(Signing.record(TENANT, 6, POLICY)));
        boolean known = keys.find(Signing.KEY, null) != null;
        Verdict ended = taker.take(arrival(CredentialRecord.ended(TENANT, 7, Signing.KEY)));

        // then
        assertThat(taken).isEqualTo(new Verdict.Keep(true));
        assertThat(known).isTrue();
        assertThat(ended)
                .as("the control plane counts it as gone, and digests must agree")
                .isEqualTo(new Verdict.Delete());
        assertThat(keys.find(Signing.KEY, null)).isNull();
    }

    @Test
    void refusesANewerFormatOfAccessKeys() throws Exception {
        // given
        var newer = new CredentialRecord(
                CredentialRecord.FORMAT_VERSION + 1, TENANT, 6, Signing.KEY, "ann", "a-secret", POLICY);

        // when
        Verdict verdict = taker.take(arrival(newer));

        // then
        assertThat(verdict).isEqualTo(new Verdict.Refuse("format version 2, this node reads up to 1"));
        assertThat(keys.find(Signing.KEY, null)).isNull();
    }

    @Test
    void readsAccessKeysAgainAtStart() {
        // given
        keepCredential(6, writer.write("access", CREDENTIAL_KEY, Signing.record(TENANT, 6, POLICY)));

        // when
        taker.load(Objects.requireNonNull(spool.find(SpoolTopic.ACCESS, CREDENTIAL_KEY)));

        // then
        assertThat(keys.find(Signing.KEY, null)).isNotNull();
    }

    @Test
    void nothingStandsInForTheLastRecordOfAnAccessKey() {
        // given: the key may have been able to do more before
        keepCredential(6, writer.write("access", CREDENTIAL_KEY, Signing.record(TENANT, 6, POLICY)));
        keepCredential(7, new byte[] {1});

        // when
        taker.load(Objects.requireNonNull(spool.find(SpoolTopic.ACCESS, CREDENTIAL_KEY)));

        // then
        assertThat(keys.find(Signing.KEY, null)).isNull();
    }

    @Test
    void endsAnAccessKeyThatIsForgotten() {
        // given
        keys.put(Signing.record(TENANT, 6, POLICY));
        keepCredential(6, new byte[] {1});

        // when
        taker.forget(Objects.requireNonNull(spool.find(SpoolTopic.ACCESS, CREDENTIAL_KEY)), 9);

        // then
        assertThat(keys.find(Signing.KEY, null)).isNull();
    }

    @Test
    void takesRolesAndForgetsThemWithTheirRecords() throws Exception {
        // given
        RoleRecord role = SessionDraft.role(TENANT, 6, POLICY);
        String token = SessionDraft.session(TENANT).token(tokens);

        // when
        Verdict taken = taker.take(arrival(role));
        boolean known = keys.find(SessionDraft.KEY, token) != null;
        Verdict ended = taker.take(arrival(RoleRecord.ended(TENANT, 7, role.name())));
        boolean gone = keys.find(SessionDraft.KEY, token) == null;
        spool.keep(SpoolTopic.ACCESS, 0, role.key(), 6, true, writer.write("access", role.key(), role));
        SpoolEntry entry = Objects.requireNonNull(spool.find(SpoolTopic.ACCESS, role.key()));
        taker.load(entry);
        boolean loaded = keys.find(SessionDraft.KEY, token) != null;
        taker.forget(entry, 9);

        // then
        assertThat(taken).isEqualTo(new Verdict.Keep(true));
        assertThat(ended).isEqualTo(new Verdict.Delete());
        assertThat(List.of(known, gone, loaded)).containsOnly(true);
        assertThat(keys.find(SessionDraft.KEY, token)).isNull();
    }

    @Test
    void losesNoRecordThatFindsNoRoom() throws Exception {
        // given
        RoleRecord large = SessionDraft.role(TENANT, 6, " ".repeat(3 << 20));
        spool.keep(SpoolTopic.ACCESS, 0, large.key(), 6, true, writer.write("access", large.key(), large));

        // when
        Verdict taken = taker.take(arrival(large));
        taker.load(entry(large.key()));

        // then
        assertThat(taken).isEqualTo(new Verdict.Refuse("the node has no room for more records of this kind"));
        assertThat(Objects.requireNonNull(spool.value(SpoolTopic.ACCESS, large.key()))
                        .revision())
                .isEqualTo(6);
    }

    @Test
    void theKeysOfASuspendedTenantSignNothing() throws Exception {
        // given
        keys.put(Signing.record(TENANT, 6, POLICY));

        // when
        taker.take(arrival(new TenantRecord(1, TENANT, 8, true, null)));

        // then
        assertThat(keys.find(Signing.KEY, null)).isNull();
    }

    @Test
    void takesKeysAndPlansAndForgetsThemWithTheirRecords() throws Exception {
        // when
        Verdict plan = taker.take(arrival(plan("p1", "prod")));
        Verdict key = taker.take(arrival(key("k1", VALUE, "p1")));
        boolean known = isKnown();
        Verdict gone = taker.take(arrival(ApiKeyRecord.ended(KeyDraft.TENANT, 2, "k1")));

        // then
        assertThat(plan).isEqualTo(new Verdict.Keep(true));
        assertThat(key).isEqualTo(new Verdict.Keep(true));
        assertThat(known).isTrue();
        assertThat(gone).isEqualTo(new Verdict.Delete());
        assertThat(isKnown()).isFalse();
    }

    @Test
    void readsKeysAgainAtStart() {
        // given
        keep(1, key("k1", VALUE, "p1"));

        // when
        taker.load(entry(key("k1", VALUE).key()));

        // then
        assertThat(isKnown()).isTrue();
    }

    @Test
    void doesNotGoBackToAKeyThatMayHaveBeenDisabled() {
        // given
        keep(1, key("k1", VALUE, "p1"));
        String place = key("k1", VALUE).key();
        spool.keep(SpoolTopic.ACCESS, 3, place, 2, true, new byte[] {1});

        // when
        taker.load(entry(place));

        // then
        assertThat(isKnown()).isFalse();
    }

    @Test
    void forgetsAKeyThatTheInventoryLacks() throws Exception {
        // given
        keep(1, key("k1", VALUE, "p1"));
        taker.take(arrival(key("k1", VALUE, "p1")));

        // when
        taker.forget(entry(key("k1", VALUE).key()), 9);

        // then
        assertThat(isKnown()).isFalse();
    }

    @Test
    void refusesAKeyWhoseHashIsNone() {
        ApiKeyRecord key = key("k1", VALUE);
        var cut = new ApiKeyRecord(1, key.tenant(), 1, "k1", true, key.hashKey(), "AAAA", List.of());

        assertThatThrownBy(() -> taker.take(arrival(cut))).isInstanceOf(RecordRefused.class);
    }

    private void keepCredential(long revision, byte[] value) {
        spool.keep(SpoolTopic.ACCESS, 3, CREDENTIAL_KEY, revision, true, value);
    }

    private boolean isKnown() {
        apiKeys.put(plan("p1", "prod"));
        var keyed = gateway.compile(stage("prod")
                .method(
                        "GET",
                        "/",
                        mock("{\"statusCode\": 200}").response("200", "").apiKeyRequired())
                .snapshot());
        return gateway.call(keyed, "GET", "/").header("x-api-key", VALUE).send().status() == 200;
    }

    private void keep(long revision, AccessRecord record) {
        spool.keep(SpoolTopic.ACCESS, 3, record.key(), revision, true, writer.write("access", record.key(), record));
    }

    private SpoolEntry entry(String key) {
        return Objects.requireNonNull(spool.find(SpoolTopic.ACCESS, key));
    }

    private static Arrival arrival(AccessRecord record) throws Exception {
        byte[] json = ContractJson.mapper().writerFor(AccessRecord.class).writeValueAsBytes(record);
        return new Arrival(record.key(), RecordHeader.read(json), json, true);
    }

    private static TargetsRecord record(int format, String endpoint) {
        return new TargetsRecord(
                format,
                TENANT,
                6,
                List.of(),
                List.of(),
                List.of(new TargetsRecord.ServiceEndpoint("sqs", endpoint)),
                List.of(new TargetsRecord.OidcProvider(ISSUER, List.of("shop"), List.of("RS256"))));
    }

    private static Arrival arrival(int format, String endpoint) throws Exception {
        return arrival(record(format, endpoint));
    }

    private SpoolEntry suspensionInSpool() {
        spool.keep(SpoolTopic.ACCESS, 3, KEY, 6, true, new byte[] {1});
        SpoolEntry entry = spool.find(SpoolTopic.ACCESS, KEY);
        if (entry == null) {
            throw new IllegalStateException("the spool did not keep the record");
        }
        return entry;
    }
}
