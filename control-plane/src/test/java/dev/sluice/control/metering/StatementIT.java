package dev.sluice.control.metering;

import static dev.sluice.control.fixtures.SampleApi.body;
import static dev.sluice.control.fixtures.SampleApi.expected;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.control.fixtures.Management;
import dev.sluice.fixtures.Today;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@DisplayName("Price lists of the operator, and what tenants' calls cost by them")
class StatementIT {
    private static final String LIST = "/platform/price-list";
    private static final String TIERS = """
            'currency':'USD','tiers':[{'fromCalls':0,'pricePerMillionCalls':'3.50'},
            {'fromCalls':3000000000,'pricePerMillionCalls':'2.80'}]""";

    @Inject
    @DataSource("system")
    AgroalDataSource system;

    @Inject
    MeteredDays days;

    private final Management operator = Management.ofOperator();
    private final LocalDate today = Today.lasting(Duration.ofMinutes(1));
    private final YearMonth month = YearMonth.from(today);
    private MeteredBed bed;

    @BeforeEach
    void aTenant() {
        bed = MeteredBed.ofNewTenant(system);
    }

    private void put(YearMonth from, String prices) {
        operator.put(LIST, body("{'fromMonth':'" + from + "'," + prices + "}")).ok();
    }

    private JsonNode statement(YearMonth of) {
        return bed.caller().get("/platform/statement?month=" + of).ok();
    }

    @Test
    void pricesTheCallsOfATenant() throws SQLException {
        // given
        put(month, TIERS + ",'pricePerGigabyte':'0.09'");
        bed.add(
                days,
                bed.calls(today, "prod", null, 3_000_000_000L),
                bed.calls(today, "prod", "k1", 1_000_000L),
                bed.calls(today, "test", null, 1_000_000L));

        // when
        JsonNode statement = statement(month);

        // then
        assertThat(statement).isEqualTo(expected("""
                {'tenantId':'%s','month':'%s','final':false,'currency':'USD','calls':3002000000,
                 'lines':[
                  {'restApiId':'abcdefghij','stage':'prod','calls':3001000000,'requestBytes':30010000000,
                   'responseBytes':300100000000,'amount':'10529.11'},
                  {'restApiId':'abcdefghij','stage':'test','calls':1000000,'requestBytes':10000000,
                   'responseBytes':100000000,'amount':'3.51'}],
                 'tiers':[
                  {'fromCalls':0,'pricePerMillionCalls':'3.50','calls':3000000000,'amount':'10500.00'},
                  {'fromCalls':3000000000,'pricePerMillionCalls':'2.80','calls':2000000,'amount':'5.60'}],
                 'transfer':{'responseBytes':300200000000,'pricePerGigabyte':'0.09','amount':'27.02'},
                 'total':'10532.62'}
                """.formatted(bed.tenant(), month)));
    }

    @Test
    void isFinalForAMonthThatTakesNoCallsAnyMore() throws SQLException {
        // given
        YearMonth past = month.minusMonths(3);
        if (operator.get(LIST + "?month=" + past).status() == 404) {
            put(past, TIERS);
        }
        bed.addPast(past.atEndOfMonth(), 2_000_000);
        bed.add(days, bed.calls(past.atEndOfMonth(), "prod", null, 1_000_000));
        put(month, TIERS);

        // when
        JsonNode statement = statement(past);
        var changed = operator.put(LIST, body("{'fromMonth':'" + past.plusMonths(1) + "'," + TIERS + "}"));

        // then
        assertThat(statement.get("final").booleanValue()).isTrue();
        assertThat(statement.get("total").textValue()).isEqualTo("7.00");
        assertThat(statement(month).get("calls").longValue()).isEqualTo(1_000_000);
        assertThat(changed.refusal())
                .isEqualTo("400 BadRequestException: Invalid fromMonth specified, a price list holds for "
                        + past.plusMonths(1) + " and its statements are final");
    }

    @Test
    void namesWhatIsMissing() {
        // when
        YearMonth oldest = month.minusMonths(36);
        var without = bed.caller().get("/platform/statement?month=" + oldest);
        var forgotten = bed.caller().get("/platform/statement?month=" + oldest.minusMonths(1));
        var future = bed.caller().get("/platform/statement?month=" + month.plusMonths(1));
        var nameless = operator.get("/platform/statement?month=" + month);
        var malformed = bed.caller().get("/platform/statement?month=2026-13");
        var list = operator.get(LIST + "?month=" + oldest);

        // then
        String noList = "404 NotFoundException: No price list holds for " + oldest
                + ": the operator sets one with PUT /platform/price-list";
        assertThat(forgotten.refusal())
                .isEqualTo("400 BadRequestException: Invalid month specified, calls are kept for the present month and"
                        + " the 36 before it");
        assertThat(without.refusal()).isEqualTo(noList);
        assertThat(list.refusal()).isEqualTo(noList);
        assertThat(future.refusal())
                .isEqualTo(
                        "400 BadRequestException: Invalid month specified, " + month.plusMonths(1) + " has not begun");
        assertThat(nameless.refusal())
                .isEqualTo("400 BadRequestException: Invalid tenantId specified, the operator has to name a tenant");
        assertThat(malformed.refusal())
                .isEqualTo(
                        "400 ValidationException: 1 validation error detected: Value '2026-13' at 'month' failed to"
                                + " satisfy constraint: Member must satisfy regular expression pattern: [0-9]{4}-(0[1-9]|1[0-2])");
    }

    @Test
    void theOperatorAloneSetsPricesAndItIsWrittenDown() {
        // given
        put(month, TIERS);

        // when
        var refused = bed.caller().put(LIST, body("{'fromMonth':'" + month + "'," + TIERS + "}"));
        var unseen = bed.caller().get(LIST);
        JsonNode record = operator.get("/platform/audit?limit=1").ok().at("/items/0");
        JsonNode list = operator.get(LIST).ok();
        JsonNode foreign = operator.get("/platform/statement?month=" + month + "&tenantId=" + bed.tenant())
                .ok();

        // then
        assertThat(refused.errorType()).isEqualTo("AccessDeniedException");
        assertThat(unseen.errorType()).isEqualTo("AccessDeniedException");
        assertThat(record.get("operation").textValue()).isEqualTo("putPriceList");
        assertThat(list.get("fromMonth").textValue()).isEqualTo(month.toString());
        assertThat(list.at("/tiers/1/fromCalls").longValue()).isEqualTo(3_000_000_000L);
        assertThat(list.at("/tiers/0/pricePerMillionCalls").textValue()).isEqualTo("3.50");
        assertThat(foreign.get("total").textValue()).isEqualTo("0.00");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "'currency':'USD','tiers':[] | BadRequestException: Invalid tiers specified, must be 1 to 20",
                "'currency':'XXX','tiers':[{'fromCalls':0,'pricePerMillionCalls':'1'}] | BadRequestException: Invalid currency specified, must be a code of ISO 4217 with a smallest unit",
                "'currency':'USD','tiers':[{'fromCalls':1,'pricePerMillionCalls':'1'}] | BadRequestException: Invalid tiers specified, the first must begin at 0 calls and each other one above the one before",
                "'currency':'USD','tiers':[{'fromCalls':0,'pricePerMillionCalls':'1'},{'fromCalls':0,'pricePerMillionCalls':'1'}] | BadRequestException: Invalid tiers specified, the first must begin at 0 calls and each other one above the one before",
                "'currency':'USD','tiers':[{'fromCalls':0.5,'pricePerMillionCalls':'1'}] | BadRequestException: Invalid fromCalls specified, must be a whole number from 0 to 1000000000000000",
                "'currency':'USD','tiers':[{'fromCalls':0,'pricePerMillionCalls':'-1'}] | ValidationException: 1 validation error detected: Value '-1' at 'putPriceListInput.tiers.1.member.pricePerMillionCalls' failed to satisfy constraint: Member must satisfy regular expression pattern: [0-9]{1,9}(\\.[0-9]{1,9})?",
                "'currency':'USD','tiers':[{'fromCalls':0,'pricePerMillionCalls':3.5}] | SerializationException: class com.amazon.coral.value.json.numbers.TruncatingBigNumber can not be converted to an String"
            },
            quoteCharacter = '"')
    void refusesPricesThatMakeNoStatement(String prices, String refusal) {
        // when
        var refused = operator.put(LIST, body("{'fromMonth':'" + month + "'," + prices + "}"));

        // then
        assertThat(refused.refusal()).isEqualTo("400 " + refusal);
    }

    @Test
    void refusesAMonthThatIsTooFarAhead() {
        // when
        var refused = operator.put(LIST, body("{'fromMonth':'" + month.plusMonths(61) + "'," + TIERS + "}"));

        // then
        assertThat(refused.refusal())
                .isEqualTo("400 BadRequestException: Invalid fromMonth specified, must be at most 60 months ahead");
    }
}
