package dev.sluice.contracts.records;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.sluice.contracts.access.AccessRecord;
import dev.sluice.contracts.access.TenantRecord;
import dev.sluice.contracts.stages.StageRecord;
import dev.sluice.contracts.stages.StageSnapshot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** The JSON of one message: written from a record, and read back after its format version was found to be known. */
final class ContractDocument {
    /** Highest layout that this version reads; a message type that is not listed is at its first. */
    private static final Map<Class<?>, Integer> KNOWN_FORMATS =
            Map.of(StageRecord.class, StageSnapshot.FORMAT_VERSION, AccessRecord.class, TenantRecord.FORMAT_VERSION);

    private static final int FIRST_FORMAT = 1;

    private ContractDocument() {}

    static byte[] write(Object message) {
        try {
            return ContractJson.mapper().writeValueAsBytes(message);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(message.getClass().getName() + " is no contract", e);
        }
    }

    static <T> T read(byte[] json, Class<T> type) throws RecordRefused {
        try {
            int format = formatVersion(json, type);
            int known = KNOWN_FORMATS.getOrDefault(type, FIRST_FORMAT);
            if (format < FIRST_FORMAT || format > known) {
                throw new RecordRefused("the " + type.getSimpleName() + " has format version " + format
                        + ", this version reads " + FIRST_FORMAT + " to " + known);
            }
            T message = ContractJson.mapper().readValue(json, type);
            if (message == null) {
                throw new RecordRefused("the " + type.getSimpleName() + " is null");
            }
            return message;
        } catch (JsonProcessingException e) {
            throw malformed(type, e);
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
    }

    /** Looks through the top level only; writers put the version first, so this reads a few bytes. */
    private static int formatVersion(byte[] json, Class<?> type) throws IOException, RecordRefused {
        try (var parser = ContractJson.mapper().createParser(json)) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    boolean found = parser.currentName().equals("formatVersion");
                    if (parser.nextToken() == JsonToken.VALUE_NUMBER_INT && found) {
                        return parser.getIntValue();
                    }
                    parser.skipChildren();
                }
            }
        }
        throw new RecordRefused("the " + type.getSimpleName() + " has no format version");
    }

    /** Names the place alone: the parser's own text may quote what the message holds. */
    private static RecordRefused malformed(Class<?> type, JsonProcessingException cause) {
        var place = cause.getLocation();
        return new RecordRefused("the " + type.getSimpleName() + " is malformed"
                + (place == null ? "" : " at byte " + place.getByteOffset()));
    }
}
