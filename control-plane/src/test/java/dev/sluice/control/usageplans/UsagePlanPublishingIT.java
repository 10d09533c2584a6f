package dev.sluice.control.usageplans;

import static dev.sluice.control.fixtures.SampleApi.body;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contracts.access.UsagePlanRecord;
import dev.sluice.contracts.access.UsagePlanRecord.Quota;
import dev.sluice.contracts.access.UsagePlanRecord.Stage;
import dev.sluice.contracts.access.UsagePlanRecord.Throttle;
import dev.sluice.control.fixtures.Management;
import dev.sluice.control.fixtures.PublishedAccess;
import dev.sluice.control.fixtures.SampleApi;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every change of a usage plan, and of the stages that it opens, becomes its current record with the change. */
@QuarkusTest
class UsagePlanPublishingIT {
    @Inject
    PublishedAccess access;

    @Inject
    UnpublishedPlans unpublished;

    private Management caller;
    private SampleApi api;
    private String plan;

    @BeforeEach
    void aPlan() {
        caller = Management.ofNewTenant();
        api = SampleApi.mock(caller);
        api.deploy("prod");
        plan = caller.post("/usageplans", body("""
                        {'name':'p','throttle':{'rateLimit':5.5,'burstLimit':10},
                         'quota':{'limit':500,'offset':2,'period':'WEEK'},
                         'apiStages':[{'apiId':'%s','stage':'prod','throttle':{'//GET':{'rateLimit':1,'burstLimit':2}}}]}
                        """.formatted(api.id())))
                .created()
                .get("id")
                .textValue();
    }

    private String place() {
        return caller.key().tenant() + "/usage-plan/" + plan;
    }

    private UsagePlanRecord published() {
        return access.of(place(), UsagePlanRecord.class);
    }

    private void patch(String operation) {
        caller.patch("/usageplans/" + plan, body(operation)).ok();
    }

    @Test
    void publishesAPlanWhole() {
        // when
        UsagePlanRecord published = published();

        // then
        assertThat(published)
                .isEqualTo(new UsagePlanRecord(
                        1,
                        caller.key().tenant(),
                        published.revision(),
                        plan,
                        new Throttle(5.5, 10),
                        new Quota(500, 2, "WEEK"),
                        List.of(new Stage(api.id(), "prod", Map.of("//GET", new Throttle(1.0, 2)))),
                        false));
    }

    @Test
    void publishesEveryChangeOfItsLimitsAndStages() {
        // given
        api.deploy("test");
        UsagePlanRecord before = published();

        // when
        patch("{'op':'add','path':'/apiStages','value':'" + api.id() + ":test'}");
        UsagePlanRecord added = published();
        patch("{'op':'remove','path':'/throttle','value':''}");
        UsagePlanRecord unthrottled = published();
        patch("{'op':'remove','path':'/apiStages','value':'" + api.id() + ":prod'}");

        // then
        assertThat(added.revision()).isGreaterThan(before.revision());
        assertThat(added.stages()).extracting(Stage::stage).containsExactly("prod", "test");
        assertThat(unthrottled.throttle()).isNull();
        assertThat(published().stages()).extracting(Stage::stage).containsExactly("test");
    }

    @Test
    void aDeletedStageLeavesItsPlans() {
        // when
        caller.delete(api.stages() + "/prod").expect(202);

        // then
        assertThat(published().stages()).isEmpty();
        assertThat(caller.get("/usageplans/" + plan).ok().get("apiStages")).isEmpty();
    }

    @Test
    void theStagesOfADeletedApiLeaveTheirPlans() {
        // when
        caller.delete(api.path()).expect(202);

        // then
        assertThat(published().stages()).isEmpty();
    }

    @Test
    void publishesThatAPlanIsGone() {
        // given
        patch("{'op':'remove','path':'/apiStages','value':'" + api.id() + ":prod'}");

        // when
        caller.delete("/usageplans/" + plan).expect(202);

        // then
        assertThat(published().isEnded()).isTrue();
    }

    @Test
    void aRefusedChangePublishesNothing() {
        // given
        UsagePlanRecord before = published();

        // when
        caller.patch("/usageplans/" + plan, body("{'op':'add','path':'/apiStages','value':'" + api.id() + ":none'}"))
                .expect(404);

        // then
        assertThat(published()).isEqualTo(before);
    }

    @Test
    void publishesAtAStartWhatAnEarlierVersionHasMade() throws Exception {
        // given
        UsagePlanRecord before = published();
        access.lose(place());

        // when
        unpublished.publish(new StartupEvent());

        // then
        assertThat(published().revision()).isGreaterThan(before.revision());
        assertThat(published().stages()).isEqualTo(before.stages());
    }
}
