package dev.sluice.control.platform.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.control.platform.errors.Problem;
import dev.sluice.control.platform.errors.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * The typed input of one call: its JSON body and the labels of its path. A request record reads its members from
 * {@link #body()} and ends with {@link #check()}. A wrong JSON type is refused at once (SerializationException); broken
 * constraints are collected and refused together (ValidationException). Members that nobody reads are ignored.
 */
public final class WireInput {
    private static final int MAX_DEPTH = 100;
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final WireObject body;
    private final Violations violations;

    private WireInput(WireObject body, Violations violations) {
        this.body = body;
        this.violations = violations;
    }

    /**
     * Reads a body; an empty one is an object without members.
     *
     * @param shape the input shape as member paths print it, for example {@code createRestApiInput}
     */
    public static WireInput of(String shape, byte[] body) {
        var violations = new Violations();
        return new WireInput(new WireObject(parse(body), shape, violations), violations);
    }

    /** The members of the body. */
    public WireObject body() {
        return body;
    }

    /** The input of a call that has no body. */
    public static WireInput ofLabels() {
        return of("", new byte[0]);
    }

    /** Refuses a parameter of the query that has to be there and is not. */
    public void missing(String name) {
        violations.inLabel("null", name, WireObject.MISSING);
    }

    /** Checks a label of the path, or a parameter of the query when it is there. */
    public void label(String name, @Nullable String value, Rule rule) {
        if (value != null && !rule.holds(value)) {
            violations.inLabel("'" + value + "'", name, rule.text());
        }
    }

    /** A parameter of the query that has to be there; the empty text stands for a missing one until {@link #check()}. */
    public String requiredQuery(String name, @Nullable String value, Rule... rules) {
        if (value == null) {
            violations.inLabel("null", name, "Member must not be null");
            return "";
        }
        for (Rule rule : rules) {
            label(name, value, rule);
        }
        return value;
    }

    /** Throws one ValidationException with everything that broke a constraint. */
    public void check() {
        violations.refuseIfAny();
    }

    private static JsonNode parse(byte[] body) {
        if (body.length == 0) {
            return JSON.createObjectNode();
        }
        try {
            JsonNode node = JSON.readTree(body);
            if (node.isObject()) {
                return node;
            }
        } catch (JsonProcessingException _) {
            throw malformed();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        throw malformed();
    }

    private static ProblemException malformed() {
        return new ProblemException(new Problem.Serialization("The request body is not a valid JSON object"));
    }
}
