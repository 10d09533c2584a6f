package dev.sluice.control.metering;

import static dev.sluice.control.fixtures.SampleApi.expected;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.contracts.nodes.UsageReport;
import dev.sluice.contracts.records.NodeMessages;
import dev.sluice.contracts.records.Topics;
import dev.sluice.control.fixtures.HandMadeNode;
import dev.sluice.control.fixtures.Management;
import dev.sluice.control.fixtures.SignedHttp.Answer;
import dev.sluice.control.outbox.KafkaSettings;
import dev.sluice.control.platform.data.TenantTransaction;
import dev.sluice.control.platform.ids.TenantId;
import dev.sluice.fixtures.Await;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@DisplayName("What nodes report of calls is what /platform/usage tells")
class MeteredUsageIT {
    @Inject
    @DataSource("system")
    AgroalDataSource system;

    @Inject
    TenantTransaction transaction;

    @Inject
    EntityManager entities;

    @Inject
    MeteredDays days;

    @Inject
    MeteredRetention retention;

    @Inject
    KafkaSettings kafka;

    @Inject
    NodeMessages codec;

    @Inject
    Topics topics;

    private final LocalDate today = LocalDate.now(ZoneOffset.UTC);
    private MeteredBed bed;
    private Management caller;

    @BeforeEach
    void aTenant() {
        bed = MeteredBed.ofNewTenant(system);
        caller = bed.caller();
    }

    private String range(String more) {
        return "?startDate=" + today + "&endDate=" + today + more;
    }

    private JsonNode usage(String more) {
        return caller.get("/platform/usage" + range(more)).ok();
    }

    private void threeStages() throws SQLException {
        bed.add(
                days,
                bed.calls(today, "prod", null, 1),
                bed.calls(today, "prod", "k1", 2),
                bed.calls(today, "test", "k1", 4),
                bed.calls(today, "-x", null, 8));
    }

    @Test
    void countsEachReportOnce() {
        try (var node = new HandMadeNode(kafka.bootstrapServers(), codec, topics)) {
            // when
            node.meters(1, List.of(bed.calls(today, "prod", null, 3), bed.calls(today, "prod", "k1", 4)));
            node.meters(1, List.of(bed.calls(today, "prod", null, 3), bed.calls(today, "prod", "k1", 4)));
            node.meters(2, List.of(bed.calls(today, "prod", null, 5)));
            node.meters(1, List.of(bed.calls(today, "prod", null, 3)));
            node.meters(3, List.of(bed.calls(today, "last", null, 1)));

            // then
            Await.until(
                    "the last report is counted",
                    () -> usage("&stage=last").get("items").size() == 1);
            assertThat(usage("&stage=prod").get("items")).isEqualTo(expected("""
                    [{'day':'%1$s','tenantId':'%2$s','restApiId':'abcdefghij','stage':'prod',
                      'calls':8,'requestBytes':80,'responseBytes':800},
                     {'day':'%1$s','tenantId':'%2$s','restApiId':'abcdefghij','stage':'prod','keyId':'k1',
                      'calls':4,'requestBytes':40,'responseBytes':400}]
                    """.formatted(today, bed.tenant())));
        }
    }

    @Test
    void theRestOfAReportCountsWhoseTenantIsNone() throws SQLException {
        // when
        bed.add(
                days,
                new UsageReport.Metered("999999999999", "abcdefghij", "prod", null, today.toEpochDay(), 9, 0, 0),
                bed.calls(today, "prod", null, 1));

        // then
        assertThat(usage("").at("/items/0/calls").longValue()).isEqualTo(1);
        assertThat(usage("").get("items")).hasSize(1);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "&groupBy=stage | [{'stage':'-x','calls':8},{'stage':'prod','calls':3},{'stage':'test','calls':4}]",
                "&groupBy=keyId | [{'calls':9},{'keyId':'k1','calls':6}]",
                "&groupBy=restApiId,restApiId | [{'restApiId':'abcdefghij','calls':15}]",
                "&groupBy=stage&keyId=k1 | [{'stage':'prod','calls':2},{'stage':'test','calls':4}]",
                "&groupBy=keyId&stage=prod | [{'calls':1},{'keyId':'k1','calls':2}]",
                "&restApiId=other | []"
            })
    void tellsApartWhatIsAskedFor(String query, String items) throws SQLException {
        // given
        threeStages();

        // when
        JsonNode told = usage(query).get("items");
        told.forEach(item -> ((ObjectNode) item).remove(List.of("requestBytes", "responseBytes")));

        // then
        assertThat(told).isEqualTo(expected(items));
    }

    @Test
    void tellsOfThePagesOneByOne() throws SQLException {
        // given
        threeStages();
        List<JsonNode> told = new ArrayList<>();
        JsonNode page = usage("&limit=1");

        // when
        while (page.has("position")) {
            page.get("items").forEach(told::add);
            page = usage("&limit=1&position=" + page.get("position").textValue());
        }
        page.get("items").forEach(told::add);

        // then
        assertThat(told).hasSize(4);
        assertThat(told).containsExactlyElementsOf(usage("").get("items"));
    }

    @Test
    void aTenantSeesItsOwnAndTheOperatorAll() throws SQLException {
        // given
        threeStages();
        var stranger = Management.ofNewTenant();
        var operator = Management.ofOperator();

        // when
        JsonNode strange = stranger.get("/platform/usage" + range("")).ok();
        var naming = stranger.get("/platform/usage" + range("&tenantId=" + bed.tenant()));
        JsonNode all = operator.get("/platform/usage" + range("&groupBy=tenantId&limit=500"))
                .ok();
        JsonNode one = operator.get("/platform/usage" + range("&groupBy=tenantId&tenantId=" + bed.tenant()))
                .ok();
        var unknown = operator.get("/platform/usage" + range("&tenantId=123"));

        // then
        assertThat(strange.get("items")).isEmpty();
        assertThat(naming.refusal())
                .isEqualTo("400 BadRequestException: Invalid tenantId specified, only the operator names a tenant");
        assertThat(all.get("items").findValuesAsText("tenantId")).contains(bed.tenant());
        assertThat(one.at("/items/0/calls").longValue()).isEqualTo(15);
        assertThat(one.get("items")).hasSize(1);
        assertThat(unknown.refusal()).isEqualTo("404 NotFoundException: Invalid tenant identifier specified");
    }

    @Test
    @DisplayName("security-requirements 2: the second lock holds requests to reading the rows of one tenant")
    void requestsReadTheRowsOfOneTenantAndWriteNone() throws SQLException {
        // given
        threeStages();
        var stranger = new TenantId(Management.ofNewTenant().key().tenant());

        // when
        long seen = transaction.call(new TenantId(bed.tenant()), () -> count());
        long strange = transaction.call(stranger, () -> count());

        // then
        assertThat(seen).isEqualTo(4);
        assertThat(strange).isZero();
        assertThatThrownBy(() -> transaction.run(
                        new TenantId(bed.tenant()),
                        () -> entities.createNativeQuery("update control.metered_days set calls = 0")
                                .executeUpdate()))
                .hasStackTraceContaining("permission denied for table metered_days");
    }

    private long count() {
        return ((Number) entities.createNativeQuery("select count(*) from control.metered_days")
                        .getSingleResult())
                .longValue();
    }

    @Test
    void writesCommaSeparatedValues() throws SQLException {
        // given
        threeStages();

        // when
        Answer file = bed.http().get("/platform/usage.csv" + range(""));

        // then
        assertThat(file.status()).as(file.body()).isEqualTo(200);
        assertThat(file.headers().firstValue("Content-Type")).hasValue("text/csv; charset=utf-8; header=present");
        assertThat(file.body()).isEqualTo("""
                day,tenantId,restApiId,stage,keyId,calls,requestBytes,responseBytes
                %1$s,%2$s,abcdefghij,"'-x",,8,80,800
                %1$s,%2$s,abcdefghij,prod,,1,10,100
                %1$s,%2$s,abcdefghij,prod,k1,2,20,200
                %1$s,%2$s,abcdefghij,test,k1,4,40,400
                """.formatted(today, bed.tenant()).replace("\n", "\r\n"));
    }

    @Test
    void aFileHasTheRowsOfAllPages() throws SQLException {
        // given
        var calls = new UsageReport.Metered[1_001];
        for (int number = 0; number < calls.length; number++) {
            calls[number] = bed.calls(today, "s" + number, null, 1);
        }
        bed.add(days, calls);

        // when
        Answer file = bed.http().get("/platform/usage.csv" + range("&groupBy=stage"));

        // then
        assertThat(file.body().lines().distinct()).hasSize(1_002);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "endDate=2026-11-02 | ValidationException: 1 validation error detected: Value null at 'startDate' failed to satisfy constraint: Member must not be null",
                "startDate=2026-11-1&endDate=2026-11-02 | BadRequestException: Invalid date specified, must be given as YYYY-MM-DD",
                "startDate=2026-11-31&endDate=2026-12-02 | BadRequestException: Invalid date specified, must be given as YYYY-MM-DD",
                "startDate=2026-11-03&endDate=2026-11-02 | BadRequestException: Invalid date range specified, the start is after the end",
                "startDate=2025-11-01&endDate=2026-11-02 | BadRequestException: Invalid date range specified, must be at most 366 days long",
                "startDate=2026-11-01&endDate=2026-11-02&groupBy=calls | BadRequestException: Invalid groupBy specified, must be any of day, tenantId, restApiId, stage, keyId separated by commas",
                "startDate=2026-11-01&endDate=2026-11-02&position=x | BadRequestException: Invalid position specified"
            })
    void refusesWhatItCannotRead(String query, String refusal) {
        // when
        var list = caller.get("/platform/usage?" + query);
        var file = caller.get("/platform/usage.csv?" + query.replaceFirst("&position=.*", "&groupBy=x"));

        // then
        assertThat(list.refusal()).isEqualTo("400 " + refusal);
        assertThat(file.status()).isEqualTo(400);
    }

    @Test
    void takesOldMonthsAwayWhole() throws SQLException {
        // given
        LocalDate first = LocalDate.of(2001, 2, 1);
        bed.addPast(first.minusDays(1), 5);
        bed.addPast(first, 7);

        // when
        int deleted = retention.delete(Instant.parse("2004-02-27T12:00:00Z"));

        // then
        assertThat(deleted).isGreaterThanOrEqualTo(1);
        assertThat(caller.get("/platform/usage?startDate=2001-01-01&endDate=2001-02-28")
                        .ok()
                        .get("items")
                        .findValuesAsText("day"))
                .containsExactly("2001-02-01");
    }
}
