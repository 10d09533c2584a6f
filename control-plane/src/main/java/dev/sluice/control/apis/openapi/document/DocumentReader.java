package dev.sluice.control.apis.openapi.document;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/**
 * Reads the bytes of an untrusted document, JSON or YAML by their look, into one tree within the limits of security
 * requirement 44: levels, values, characters, aliases, numbers. Nothing that the document names is fetched, and no tag
 * of it makes a type.
 */
public final class DocumentReader {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private DocumentReader() {}

    /**
     * The tree, or {@link DocumentRefused}.
     *
     * @param values applied to each text value (not to keys) as it is read
     */
    public static JsonNode read(byte[] document, UnaryOperator<String> values) {
        String text = text(document);
        return text.stripLeading().startsWith("{") ? JsonTree.read(text, values) : YamlTree.read(text, values);
    }

    private static String text(byte[] document) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(document))
                    .toString();
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (CharacterCodingException _) {
            throw DocumentRefused.unreadable();
        }
    }
}
