package dev.sluice.aws.models;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.aws.json.BeyondLimit;
import dev.sluice.aws.json.JsonTape;
import dev.sluice.aws.json.TapeLimits;
import java.io.IOException;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON value: 100 levels at most, no member twice, nothing behind it, numbers exact
 * (security-requirements 44). Keeps no table of names, which callers of one tenant could fill for all. Thread-safe.
 */
final class StrictJson {
    private static final int MAX_DEPTH = 100;

    private static final TapeLimits LIMITS = new TapeLimits(
            MAX_DEPTH,
            StreamReadConstraints.DEFAULT_MAX_NUM_LEN,
            StreamReadConstraints.DEFAULT_MAX_STRING_LEN,
            StreamReadConstraints.DEFAULT_MAX_NAME_LEN);

    private static final ObjectReader READER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build()
            .readerFor(JsonNode.class);

    private StrictJson() {}

    /** The value; null when the text is none, as when it is empty. */
    static @Nullable JsonNode read(String text) {
        try {
            JsonNode node = READER.readTree(text);
            return node.isMissingNode() ? null : node;
        } catch (IOException | ArithmeticException | NumberFormatException _) {
            return null;
        }
    }

    /** The same without a tree, for a large text in UTF-8: nodes are made when they are looked at, for a toll. */
    static @Nullable JsonNode read(byte[] text, IntConsumer toll) {
        try {
            JsonTape tape = JsonTape.read(text, LIMITS, toll);
            return tape == null || tape.hasDuplicates() ? null : TapeNodes.of(tape);
        } catch (BeyondLimit _) {
            return null;
        }
    }
}
