package dev.sluice.control.apis.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.control.fixtures.Management;
import dev.sluice.control.fixtures.SampleApi;
import io.quarkus.test.junit.QuarkusTest;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How much text an API may hold when it is made by single calls, and what reads it whole. */
@QuarkusTest
class LargeApiIT {
    private static final String TEMPLATE = "t".repeat(290_000);

    /** 2 Mi characters are room for seven templates and what the others hold. */
    private static final int TEMPLATES_OF_A_METHOD = 7;

    @Test
    void boundsWhatAMethodHolds() {
        // given
        var api = SampleApi.empty(Management.ofNewTenant());
        api.putMethod(api.root(), "GET");
        putIntegration(api, api.root(), TEMPLATES_OF_A_METHOD);
        String responses = api.integration() + "/responses/";
        api.caller().put(api.method(api.root(), "GET") + "/responses/200", "{}").created();

        // when
        var refused = api.caller()
                .put(responses + "200", "{\"responseTemplates\":{\"application/json\":\"" + TEMPLATE + "\"}}");

        // then
        assertThat(refused.refusal())
                .matches("429 LimitExceededException: The method would have 23[0-9]{5} characters in templates,"
                        + " parameters and models \\(limit 2097152\\)");
        assertThat(api.caller().get(api.integration()).ok().get("requestTemplates"))
                .hasSize(TEMPLATES_OF_A_METHOD);
    }

    @Test
    void boundsWhatAnApiHoldsAndReadsItWhole() {
        // given
        var api = SampleApi.empty(Management.ofNewTenant());
        Set<String> made = new HashSet<>();
        for (int i = 0; i < 8; i++) {
            String resource = api.child(api.root(), "p" + i);
            api.putMethod(resource, "GET");
            putIntegration(api, resource, TEMPLATES_OF_A_METHOD);
            made.add(resource);
        }
        String another = api.child(api.root(), "another");
        api.putMethod(another, "GET");

        // when
        var refused = api.caller().put(api.method(another, "GET") + "/integration", integration(4));

        // then
        assertThat(refused.refusal())
                .matches("429 LimitExceededException: The API would have 17[0-9]{6} bytes of methods, models, gateway"
                        + " responses and documentation \\(limit 16777216\\)");
        assertThat(pagesOfWholeResources(api)).containsAll(made);
        assertThat(api.caller().delete(api.method(another, "GET")).status()).isEqualTo(204);
        api.deploy("prod");
        assertThat(api.caller()
                        .get("/platform/stages/" + api.id() + "/prod/diff")
                        .ok()
                        .get("methods"))
                .isEmpty();
    }

    /** The ids on all pages of resources with their methods, none of which holds more than 6 MiB and one resource. */
    private static Set<String> pagesOfWholeResources(SampleApi api) {
        Set<String> ids = new HashSet<>();
        String position = "";
        for (int page = 0; page < 10; page++) {
            JsonNode list = api.caller()
                    .get(api.resources() + "?embed=methods&limit=500" + position)
                    .ok();
            assertThat(list.toString()).hasSizeLessThan(9_000_000);
            list.get("item").forEach(resource -> ids.add(resource.get("id").textValue()));
            if (!list.has("position")) {
                return ids;
            }
            position = "&position=" + list.get("position").textValue();
        }
        throw new AssertionError("more than ten pages of nine resources");
    }

    private static void putIntegration(SampleApi api, String resource, int templates) {
        api.caller()
                .put(api.method(resource, "GET") + "/integration", integration(templates))
                .created();
    }

    private static String integration(int templates) {
        return IntStream.range(0, templates)
                .mapToObj(i -> "\"application/t" + i + "\":\"" + TEMPLATE + "\"")
                .collect(Collectors.joining(",", "{\"type\":\"MOCK\",\"requestTemplates\":{", "}}"));
    }
}
