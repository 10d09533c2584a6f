package dev.sluice.control.apis.models;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.control.apis.RestApiId;
import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.values.PatternRules;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the name and the schema of a model may be (management-api 3, 5; security-requirements 44). A model of a JSON
 * type holds a schema of draft 4; what one of another type holds is not read.
 */
public final class ModelRules {
    private static final int MAX_SCHEMA_BYTES = 400 * 1024;
    private static final int MAX_DEPTH = 100;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]{1,255}");
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private ModelRules() {}

    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /** Refuses a name that no model may have. */
    public static void checkName(String name) {
        if (name.isEmpty()) {
            throw ProblemException.badRequest("Model name must be non-empty");
        }
        if (!isName(name)) {
            throw ProblemException.badRequest("Model name must be alphanumeric: " + name);
        }
    }

    /** The schema as sent, or a refusal. Models that it names need not exist, since models may name each other. */
    public static String checkedSchema(RestApiId api, String contentType, @Nullable String schema) {
        if (schema == null || schema.isBlank()) {
            throw empty();
        }
        if (schema.getBytes(UTF_8).length > MAX_SCHEMA_BYTES) {
            throw invalid("Model schema must have at most " + MAX_SCHEMA_BYTES + " bytes");
        }
        if (isJson(contentType)) {
            checkJson(api, schema);
        }
        return schema;
    }

    /** The schema of a model that has one of JSON. */
    static Optional<ObjectNode> parse(@Nullable String schema) {
        if (schema == null) {
            return Optional.empty();
        }
        try {
            return JSON.readTree(schema) instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
        } catch (JsonProcessingException _) {
            return Optional.empty();
        }
    }

    private static void checkJson(RestApiId api, String schema) {
        ObjectNode json = parse(schema).orElseThrow(() -> invalid("Invalid model schema specified"));
        if (json.isEmpty()) {
            throw empty();
        }
        if (!SchemaRules.isSchema(json)) {
            throw invalid("Invalid model schema specified");
        }
        ModelReference.forEach(json, holder -> checkReference(api, holder));
        Subschemas.forEach(json, ModelRules::checkPatterns);
    }

    private static void checkPatterns(JsonNode schema) {
        JsonNode pattern = schema.path("pattern");
        if (pattern.isTextual()) {
            checkPattern(pattern.textValue());
        }
        schema.path("patternProperties").properties().forEach(named -> checkPattern(named.getKey()));
    }

    private static void checkPattern(String pattern) {
        PatternRules.fault(pattern).ifPresent(fault -> {
            throw invalid(fault);
        });
    }

    private static void checkReference(RestApiId api, JsonNode holder) {
        String text = holder.path(ModelReference.KEYWORD).textValue();
        if (!ModelReference.isLocal(text) && ModelReference.of(api, text).isEmpty()) {
            throw invalid("Model reference must be in canonical form");
        }
    }

    private static boolean isJson(String contentType) {
        String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return type.equals("application/json") || type.endsWith("+json");
    }

    private static ProblemException empty() {
        return ProblemException.badRequest("Model schema must have at least 1 property or array items defined");
    }

    private static ProblemException invalid(String reason) {
        return ProblemException.badRequest(
                "Invalid model specified: Validation Result: warnings : [], errors : [" + reason + "]");
    }
}
