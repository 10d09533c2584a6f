package dev.sluice.contracts.records;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.List;
import java.util.Map;

/**
 * The one JSON form of the contracts. Members that a reader does not know are ignored and lists and maps that a writer
 * left out are empty, so neighbouring versions read each other; doubled members, depth over 100 and rests after the end
 * are refused. Times are ISO text. Maps are written in the order of their keys, so that equal records are equal bytes.
 */
public final class ContractJson {
    /** Deepest nesting that a reader follows. */
    public static final int MAX_DEPTH = 100;

    private static final ObjectMapper MAPPER = newMapper();

    private ContractJson() {}

    /** The shared mapper; it is never configured further. */
    public static ObjectMapper mapper() {
        return MAPPER;
    }

    private static ObjectMapper newMapper() {
        var constraints = StreamReadConstraints.builder()
                .maxNestingDepth(MAX_DEPTH)
                .maxStringLength(RecordLimits.MAX_UNPACKED_BYTES)
                .build();
        var factory = JsonFactory.builder()
                .streamReadConstraints(constraints)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
        return JsonMapper.builder(factory)
                .addModule(new JavaTimeModule())
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .defaultPropertyInclusion(
                        JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
                .withConfigOverride(List.class, list -> list.setSetterInfo(emptyWhenAbsent()))
                .withConfigOverride(Map.class, map -> map.setSetterInfo(emptyWhenAbsent()))
                .build();
    }

    private static JsonSetter.Value emptyWhenAbsent() {
        return JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY);
    }
}
