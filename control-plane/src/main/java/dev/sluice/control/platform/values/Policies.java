package dev.sluice.control.platform.values;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.control.platform.errors.ProblemException;

/** Resource policies as text: kept as sent, within the size that AWS allows, and a JSON object without repeated keys. */
public final class Policies {
    private static final int MAX_LENGTH = 8192;
    private static final int MAX_DEPTH = 100;
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Policies() {}

    /** The policy as sent, or a refusal. */
    public static String checked(String policy) {
        if (policy.length() > MAX_LENGTH || !isJsonObject(policy)) {
            throw ProblemException.badRequest("Invalid policy document. Please check the policy syntax and ensure that"
                    + " Principals are valid.");
        }
        return policy;
    }

    private static boolean isJsonObject(String policy) {
        try {
            return JSON.readTree(policy).isObject();
        } catch (JsonProcessingException _) {
            return false;
        }
    }
}
