package dev.sluice.control.apikeys;

import static dev.sluice.control.fixtures.SampleApi.body;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.contracts.access.ApiKeyHash;
import dev.sluice.contracts.access.ApiKeyRecord;
import dev.sluice.control.fixtures.Management;
import dev.sluice.control.fixtures.PublishedAccess;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Every change of what nodes have to know of an API key becomes its current record, in the transaction of the change. */
@QuarkusTest
class ApiKeyPublishingIT {
    private static final String VALUE = "a-value-that-a-client-sends-0123456789";

    @Inject
    PublishedAccess access;

    @Inject
    UnpublishedApiKeys unpublished;

    private Management caller;
    private String key;

    @BeforeEach
    void aKey() {
        caller = Management.ofNewTenant();
        key = create("{'name':'k','enabled':true,'value':'" + VALUE + "-"
                + caller.key().tenant() + "'}");
    }

    private String create(String settings) {
        return caller.post("/apikeys", body(settings)).created().get("id").textValue();
    }

    private String plan() {
        return caller.post("/usageplans", body("{'name':'p'}"))
                .created()
                .get("id")
                .textValue();
    }

    private void join(String plan) {
        caller.post("/usageplans/" + plan + "/keys", body("{'keyId':'" + key + "','keyType':'API_KEY'}"))
                .created();
    }

    private String place() {
        return caller.key().tenant() + "/api-key/" + key;
    }

    private ApiKeyRecord published() {
        return access.of(place(), ApiKeyRecord.class);
    }

    @Test
    @DisplayName("security-requirements 13: a keyed hash goes out in place of the value")
    void publishesAHashOfTheValue() {
        // when
        ApiKeyRecord published = published();

        // then
        byte[] hashKey = Base64.getDecoder().decode(published.hashKey());
        String hash = Base64.getEncoder()
                .encodeToString(
                        new ApiKeyHash(hashKey).of(VALUE + "-" + caller.key().tenant()));
        assertThat(published.hash()).isEqualTo(hash);
        assertThat(published.enabled()).isTrue();
        assertThat(published.plans()).isEmpty();
        assertThat(access.bytes(place())).doesNotContain(VALUE);
    }

    @Test
    void publishesThatAKeyIsDisabled() {
        // given
        ApiKeyRecord before = published();

        // when
        caller.patch("/apikeys/" + key, body("{'op':'replace','path':'/enabled','value':'false'}"))
                .ok();

        // then
        assertThat(published().enabled()).isFalse();
        assertThat(published().revision()).isGreaterThan(before.revision());
        assertThat(published().hash()).isEqualTo(before.hash());
    }

    @Test
    void publishesNothingOfWhatNodesDoNotAskFor() {
        // given
        ApiKeyRecord before = published();

        // when
        caller.patch("/apikeys/" + key, body("{'op':'replace','path':'/name','value':'other'}"))
                .ok();

        // then
        assertThat(published().revision()).isEqualTo(before.revision());
    }

    @Test
    void publishesWhichPlansAKeyIsIn() {
        // given
        String plan = plan();

        // when
        join(plan);
        ApiKeyRecord joined = published();
        caller.delete("/usageplans/" + plan + "/keys/" + key).expect(202);

        // then
        long today = LocalDate.now(ZoneOffset.UTC).toEpochDay();
        assertThat(joined.plans()).hasSize(1);
        assertThat(joined.plans().getFirst().plan()).isEqualTo(plan);
        assertThat(joined.plans().getFirst().joinedDay()).isBetween(today - 1, today);
        assertThat(published().plans()).isEmpty();
        assertThat(published().revision()).isGreaterThan(joined.revision());
    }

    @Test
    void publishesThatAKeyIsGone() {
        // when
        caller.delete("/apikeys/" + key).expect(202);

        // then
        assertThat(published().isEnded()).isTrue();
    }

    @Test
    void publishesWhatAnImportMakesAndOverwrites() {
        // given
        String plan = plan();
        String own = VALUE + "-" + caller.key().tenant();
        String file = "name,key,enabled,usageplanIds\nk," + own + ",false," + plan + "\nnew," + own + "-2,true,\n";

        // when
        JsonNode imported = caller.post("/apikeys?mode=import&format=csv", file).created();

        // then
        assertThat(imported.get("warnings")).isEmpty();
        assertThat(published().enabled()).isFalse();
        assertThat(published().plans())
                .extracting(ApiKeyRecord.Membership::plan)
                .containsExactly(plan);
        String made =
                caller.key().tenant() + "/api-key/" + imported.get("ids").get(1).textValue();
        assertThat(access.of(made, ApiKeyRecord.class).enabled()).isTrue();
    }

    @Test
    void publishesAtAStartWhatAnEarlierVersionHasMade() throws Exception {
        // given
        join(plan());
        ApiKeyRecord before = published();
        access.lose(place());

        // when
        unpublished.publish(new StartupEvent());

        // then
        assertThat(published().revision()).isGreaterThan(before.revision());
        assertThat(published().hash()).isEqualTo(before.hash());
        assertThat(published().plans()).isEqualTo(before.plans());
    }
}
