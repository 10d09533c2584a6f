package dev.sluice.control.usageplans.rest;

import static dev.sluice.control.fixtures.SampleApi.body;
import static dev.sluice.control.fixtures.SampleApi.expected;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.control.fixtures.Management;
import dev.sluice.fixtures.Today;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.LocalDate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** GetUsage and UpdateUsage (management-api 8); what nodes count is added by the metering. */
@QuarkusTest
class UsageIT {
    private final LocalDate today = Today.lasting(Duration.ofMinutes(1));

    private Management caller;
    private String plan;
    private String key;

    @BeforeEach
    void aPlanWithAQuotaAndAKey() {
        caller = Management.ofNewTenant();
        plan = make("/usageplans", "{'name':'p','quota':{'limit':100,'period':'MONTH'}}");
        key = member(plan);
    }

    @Test
    void answersAPairForEachDayByKey() {
        assertThat(caller.get(usage(plan, "2026-02-27", "2026-03-01")).ok())
                .isEqualTo(expected("""
                {'usagePlanId':'%s','startDate':'2026-02-27','endDate':'2026-03-01',
                 'values':{'%s':[[0,100],[0,100],[0,100]]}}
                """.formatted(plan, key)));
    }

    @Test
    void answersOnlyWhatWasUsedWithoutAQuota() {
        String free = make("/usageplans", "{'name':'free'}");
        String member = member(free);

        assertThat(caller.get(usage(free, "2026-03-01", "2026-03-02")).ok().get("values"))
                .isEqualTo(expected("{'%s':[[0],[0]]}".formatted(member)));
        assertThat(caller.patch(
                                "/usageplans/" + free + "/keys/" + member + "/usage",
                                body("{'op':'replace','path':'/remaining','value':'5'}"))
                        .refusal())
                .isEqualTo("400 BadRequestException: Usage Plan " + free + " has no quota");
    }

    @Test
    void keepsWhatMayStillBeUsedInThePeriod() {
        String patch = "/usageplans/" + plan + "/keys/" + key + "/usage";

        assertThat(caller.patch(patch, body("{'op':'replace','path':'/remaining','value':'150'}"))
                        .ok())
                .isEqualTo(expected("""
                        {'usagePlanId':'%s','startDate':'%3$s','endDate':'%3$s','values':{'%2$s':[[0,150]]}}
                        """.formatted(plan, key, today)));
        assertThat(caller.patch(patch, body("{'op':'replace','path':'/remaining','value':'20'}"))
                        .ok()
                        .at("/values/" + key))
                .isEqualTo(expected("[[0,20]]"));
        assertThat(caller.patch(patch, "").ok().at("/values/" + key)).isEqualTo(expected("[[0,20]]"));
        assertThat(caller.get(usage(plan, today.toString(), today.toString()))
                        .ok()
                        .at("/values/" + key))
                .isEqualTo(expected("[[0,20]]"));
        String next = today.plusMonths(1).withDayOfMonth(1).toString();
        assertThat(caller.get(usage(plan, next, next)).ok().at("/values/" + key))
                .isEqualTo(expected("[[0,100]]"));
    }

    @Test
    void pagesOverTheKeysOrShowsOne() {
        String second = member(plan);

        var first =
                caller.get(usage(plan, "2026-03-01", "2026-03-01") + "&limit=1").ok();
        assertThat(first.get("values").fieldNames()).toIterable().containsExactly(second);
        assertThat(caller.get(usage(plan, "2026-03-01", "2026-03-01") + "&limit=1&position="
                                + first.get("position").textValue())
                        .ok()
                        .get("values")
                        .fieldNames())
                .toIterable()
                .containsExactly(key);
        assertThat(caller.get(usage(plan, "2026-03-01", "2026-03-01") + "&keyId=" + key)
                        .ok()
                        .get("values")
                        .fieldNames())
                .toIterable()
                .containsExactly(key);
    }

    @Test
    void answersAsMuchAsALeapYear() {
        assertThat(caller.get(usage(plan, "2025-03-01", "2026-03-01")).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            quoteCharacter = '`',
            value = {
                "`` § 400 ValidationException: 2 validation errors detected: Value null at 'startDate' failed to satisfy constraint: Member must not be null; Value null at 'endDate' failed to satisfy constraint: Member must not be null",
                "startDate=2026-02-30&endDate=2026-03-01 § 400 BadRequestException: Invalid date specified, must be given as YYYY-MM-DD",
                "startDate=1&endDate=2026-03-01 § 400 BadRequestException: Invalid date specified, must be given as YYYY-MM-DD",
                "startDate=2026-03-02&endDate=2026-03-01 § 400 BadRequestException: Invalid date range specified, the start is after the end",
                "startDate=2025-03-01&endDate=2026-03-02 § 400 BadRequestException: Invalid date range specified, must be at most 366 days long",
                "startDate=2025-01-01&endDate=2026-12-31 § 400 BadRequestException: Invalid date range specified, must be at most 366 days long",
                "startDate=2026-03-01&endDate=2026-03-01&keyId=x § 404 NotFoundException: Invalid API Key identifier specified",
                "startDate=2026-03-01&endDate=2026-03-01&position=x § 400 BadRequestException: Invalid position specified",
            })
    void refusesToGet(String query, String refusal) {
        assertThat(caller.get("/usageplans/" + plan + "/usage" + (query.isEmpty() ? "" : "?" + query))
                        .refusal())
                .isEqualTo(refusal);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            quoteCharacter = '`',
            value = {
                "replace § /used § 1 § 400 BadRequestException: Invalid patch path  '/used' specified for op 'replace'. Must be one of: [/remaining]",
                "add § /remaining § 1 § 400 BadRequestException: Invalid patch path  '/remaining' specified for op 'add'. Please choose supported operations",
                "replace § /remaining § -1 § 400 BadRequestException: Invalid value specified for /remaining, must be a whole number of at least 0",
                "replace § /remaining § many § 400 BadRequestException: Invalid value specified for /remaining, must be a whole number of at least 0",
            })
    void refusesToUpdate(String op, String path, String value, String refusal) {
        assertThat(caller.patch(
                                "/usageplans/" + plan + "/keys/" + key + "/usage",
                                "{\"op\":\"%s\",\"path\":\"%s\",\"value\":\"%s\"}".formatted(op, path, value))
                        .refusal())
                .isEqualTo(refusal);
    }

    private static String usage(String plan, String from, String to) {
        return "/usageplans/" + plan + "/usage?startDate=" + from + "&endDate=" + to;
    }

    private String make(String at, String text) {
        return caller.post(at, body(text)).created().get("id").textValue();
    }

    private String member(String of) {
        String made = make("/apikeys", "{}");
        make("/usageplans/" + of + "/keys", "{'keyId':'" + made + "','keyType':'API_KEY'}");
        return made;
    }
}
