package dev.sluice.control.usageplans;

import static dev.sluice.control.fixtures.SampleApi.body;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.contracts.nodes.UsageReport;
import dev.sluice.contracts.records.NodeMessages;
import dev.sluice.contracts.records.Topics;
import dev.sluice.control.fixtures.HandMadeNode;
import dev.sluice.control.fixtures.Management;
import dev.sluice.control.outbox.KafkaSettings;
import dev.sluice.fixtures.Await;
import dev.sluice.fixtures.Today;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayName("What nodes report of usage is what GetUsage tells")
class UsageReportingIT {
    private static final int REPORTS = 90;

    @Inject
    UsageCounter counter;

    @Inject
    MeterRegistry registry;

    @Inject
    KafkaSettings kafka;

    @Inject
    NodeMessages codec;

    @Inject
    Topics topics;

    private final LocalDate today = Today.lasting(Duration.ofMinutes(1));
    private Management caller;
    private String plan;
    private String key;

    @BeforeEach
    void aPlanWithAQuotaAndAKey() {
        caller = Management.ofNewTenant();
        plan = make("/usageplans", "{'name':'p','quota':{'limit':100,'period':'DAY'}}");
        key = member();
    }

    private String make(String at, String text) {
        return caller.post(at, body(text)).created().get("id").textValue();
    }

    private String member() {
        String made = make("/apikeys", "{}");
        make("/usageplans/" + plan + "/keys", "{'keyId':'" + made + "','keyType':'API_KEY'}");
        return made;
    }

    private UsageReport.Use use(String of, LocalDate day, long calls) {
        return new UsageReport.Use(caller.key().tenant(), plan, of, day.toEpochDay(), calls);
    }

    private static UsageReport report(String boot, long sequence, UsageReport.Use... uses) {
        return new UsageReport(1, "node-1", boot, sequence, List.of(uses), List.of());
    }

    private JsonNode used(String of) {
        String range = "?startDate=" + today.minusDays(1) + "&endDate=" + today;
        return caller.get("/usageplans/" + plan + "/usage" + range).ok().at("/values/" + of);
    }

    @Test
    void countsEachReportOnce() throws Exception {
        // given
        String boot = UUID.randomUUID().toString();

        // when
        boolean first = counter.count(report(boot, 1, use(key, today, 3), use(key, today.minusDays(1), 5)));
        boolean again = counter.count(report(boot, 1, use(key, today, 3), use(key, today.minusDays(1), 5)));
        boolean next = counter.count(report(boot, 2, use(key, today, 4)));
        boolean late = counter.count(report(boot, 1, use(key, today, 3)));
        boolean otherBoot = counter.count(report(UUID.randomUUID().toString(), 1, use(key, today, 10)));

        // then
        assertThat(List.of(first, again, next, late, otherBoot)).containsExactly(true, false, true, false, true);
        assertThat(used(key).toString()).isEqualTo("[[5,95],[17,83]]");
    }

    @Test
    void countsTheReportsThatNeverCame() throws Exception {
        // given
        String boot = UUID.randomUUID().toString();
        double before = missing();

        // when
        for (long sequence : new long[] {1, 2, 2, 5, 3, 6}) {
            counter.count(report(boot, sequence, use(key, today, 1)));
        }

        // then
        assertThat(missing() - before).isEqualTo(2);
        assertThat(used(key).get(1).toString()).isEqualTo("[4,96]");
    }

    private double missing() {
        return registry.get("sluice.usage.reports.missing").counter().count();
    }

    @Test
    void countsTheRestOfAReportWhoseKeyIsGone() throws Exception {
        // given
        String gone = member();
        caller.delete("/apikeys/" + gone).expect(202);

        // when
        counter.count(report(UUID.randomUUID().toString(), 1, use(gone, today, 3), use(key, today, 4)));

        // then
        assertThat(used(key).get(1).toString()).isEqualTo("[4,96]");
    }

    @Test
    void keepsWhatIsReportedWhileTheQuotaIsExtended() throws Exception {
        // when
        counter.count(report(UUID.randomUUID().toString(), 1, use(key, today, 30)));
        caller.patch(
                        "/usageplans/" + plan + "/keys/" + key + "/usage",
                        body("{'op':'replace','path':'/remaining','value':'150'}"))
                .ok();
        counter.count(report(UUID.randomUUID().toString(), 1, use(key, today, 10)));

        // then
        assertThat(used(key).get(1).toString()).isEqualTo("[40,140]");
    }

    @Test
    void countersOfTheSameKeysNeverWaitInACircle() {
        // given
        List<String> keys = Stream.generate(this::member).limit(12).sorted().toList();
        UsageReport.Use[] all = keys.stream().map(each -> use(each, today, 1)).toArray(UsageReport.Use[]::new);
        UsageReport.Use last = use(keys.getLast(), today, 1);

        // when
        var ofAll = CompletableFuture.runAsync(() -> countOften(all));
        countOften(last);
        ofAll.join();

        // then
        assertThat(used(keys.getFirst()).get(1).toString()).isEqualTo("[" + REPORTS + "," + (100 - REPORTS) + "]");
        assertThat(used(keys.getLast()).get(1).get(0).intValue()).isEqualTo(2 * REPORTS);
    }

    private void countOften(UsageReport.Use... uses) {
        String boot = UUID.randomUUID().toString();
        for (int sequence = 1; sequence <= REPORTS; sequence++) {
            try {
                counter.count(report(boot, sequence, uses));
            } catch (SQLException refused) {
                throw new IllegalStateException(refused);
            }
        }
    }

    @Test
    void readsWhatNodesReport() {
        try (var node = new HandMadeNode(kafka.bootstrapServers(), codec, topics)) {
            // when
            node.reports(1, List.of(use(key, today, 2)));
            node.reports(1, List.of(use(key, today, 2)));
            node.reports(2, List.of(use(key, today, 5)));

            // then
            Await.until(
                    "the usage is counted", () -> used(key).get(1).toString().equals("[7,93]"));
        }
    }
}
