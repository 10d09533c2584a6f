package dev.sluice.data.sync;

import com.fasterxml.jackson.core.JsonToken;
import dev.sluice.contracts.records.ContractJson;
import dev.sluice.contracts.records.RecordRefused;
import java.io.IOException;

/**
 * What every record of a compacted topic says in front, whatever its format: enough to keep or refuse it without
 * reading the rest.
 */
record RecordHeader(int formatVersion, String kind, long revision) {
    /** Reads no further than it must. */
    static RecordHeader read(byte[] json) throws RecordRefused {
        int formatVersion = 0;
        String kind = "";
        long revision = 0;
        try (var parser = ContractJson.mapper().createParser(json)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME
                    && (formatVersion == 0 || kind.isEmpty() || revision == 0)) {
                String name = parser.currentName();
                JsonToken token = parser.nextToken();
                if (name.equals("formatVersion") && token == JsonToken.VALUE_NUMBER_INT) {
                    formatVersion = parser.getIntValue();
                } else if (name.equals("revision") && token == JsonToken.VALUE_NUMBER_INT) {
                    revision = parser.getLongValue();
                } else if (name.equals("kind") && token == JsonToken.VALUE_STRING) {
                    kind = parser.getText();
                } else {
                    parser.skipChildren();
                }
            }
        } catch (IOException e) {
            throw new RecordRefused("the record is no JSON object", e);
        }
        if (formatVersion < 1 || kind.isEmpty() || revision < 1) {
            throw new RecordRefused("the record does not say its format, kind and revision");
        }
        return new RecordHeader(formatVersion, kind, revision);
    }
}
