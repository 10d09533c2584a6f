package dev.sluice.benchmarks.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.contracts.records.ContractJson;
import dev.sluice.system.AccessKey;
import dev.sluice.system.Installation;
import dev.sluice.system.RawCalls;
import java.net.http.HttpResponse;

/** The tenant that a benchmark calls as. */
public record Account(String tenant, AccessKey key) {
    private static final String LIMITS = "{\"throttleRateLimit\":1000000,\"throttleBurstLimit\":1000000}";

    /** Makes one whose throttle counts but never refuses, however fast a saturated node is. */
    public static Account unlimited(Installation installation) {
        try (RawCalls operator = new RawCalls(installation, installation.accessKey("platform"))) {
            JsonNode made = answer(operator.call("POST", "/platform/tenants", "{\"name\":\"benchmark\"}"));
            String tenant = made.path("id").asText();
            answer(operator.call("PUT", "/platform/tenants/" + tenant + "/limits", LIMITS));
            JsonNode key = made.path("accessKey");
            return new Account(
                    tenant,
                    new AccessKey(key.path("id").asText(), key.path("secret").asText()));
        }
    }

    private static JsonNode answer(HttpResponse<String> answer) {
        if (answer.statusCode() / 100 != 2) {
            throw new IllegalStateException("the tenant was not made: " + answer.body());
        }
        try {
            return ContractJson.mapper().readTree(answer.body());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer is no JSON", e);
        }
    }
}
