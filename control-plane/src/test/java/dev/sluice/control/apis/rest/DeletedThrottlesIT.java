package dev.sluice.control.apis.rest;

import static dev.sluice.control.fixtures.SampleApi.body;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.control.apis.RestApiId;
import dev.sluice.control.apis.RestApis;
import dev.sluice.control.apis.definition.ApiDefinitions;
import dev.sluice.control.apis.items.ThrottleDefinition;
import dev.sluice.control.fixtures.Management;
import dev.sluice.control.platform.data.TenantTransaction;
import dev.sluice.control.platform.ids.TenantId;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayName("x-sluice-throttle: limits by key go with the method or resource that they stand on")
class DeletedThrottlesIT {
    private static final String LIMITED = "'x-sluice-throttle':[{'rate':5}]";
    private static final String METHOD =
            "{" + LIMITED + ",'responses':{},'x-amazon-apigateway-integration':{'type':'mock'}}";

    @Inject
    RestApis apis;

    @Inject
    ApiDefinitions definitions;

    @Inject
    TenantTransaction transaction;

    private Management caller;
    private String api;

    @BeforeEach
    void anApi() {
        caller = Management.ofNewTenant();
        api = caller.post("/restapis?mode=import", body("""
                {'openapi':'3.0.1','info':{'title':'t','version':'1'},'paths':{
                 '/a':{%s,'get':%s},'/a/b':{'get':%s},'/c':{'get':%s}}}
                """.formatted(LIMITED, METHOD, METHOD, METHOD)))
                .created()
                .get("id")
                .textValue();
    }

    private String resource(String path) {
        for (JsonNode each : caller.get("/restapis/" + api + "/resources").ok().get("item")) {
            if (each.get("path").textValue().equals(path)) {
                return each.get("id").textValue();
            }
        }
        throw new AssertionError("there is no " + path);
    }

    private List<String> limited() {
        return transaction.call(
                new TenantId(caller.key().tenant()),
                () -> definitions.read(apis.requireLocked(new RestApiId(api))).throttles().stream()
                        .map(ThrottleDefinition::id)
                        .toList());
    }

    @Test
    void thoseOfAMethodDoNotComeBackWithAMethodOfTheSameVerb() {
        // given
        String place = resource("/c");
        String method = "/restapis/" + api + "/resources/" + place + "/methods/GET";
        List<String> before = limited();

        // when
        caller.delete(method).expect(204);
        caller.put(method, "{\"authorizationType\":\"NONE\"}").created();

        // then
        assertThat(before).contains(place + "/GET").hasSize(4);
        assertThat(limited()).doesNotContain(place + "/GET").hasSize(3);
    }

    @Test
    void thoseOfAResourceGoWithThoseOfItsMethodsAndChildren() {
        // given
        String place = resource("/c") + "/GET";

        // when
        caller.delete("/restapis/" + api + "/resources/" + resource("/a")).expect(202);

        // then
        assertThat(limited()).containsExactly(place);
    }
}
