package dev.sluice.authorizer.pools.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The members of a request. A member of the wrong type is a SerializationException, one that breaks its rule an
 * InvalidParameterException in the protocol's words; undeclared members are ignored. Values never show in texts where
 * they may be secret.
 */
public final class Input {
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+");
    private static final Pattern POOL = Pattern.compile("[\\w-]+_[0-9a-zA-Z]+");
    private static final Pattern CLIENT = Pattern.compile("[\\w+]+");
    private static final int MAX_LIST = 1_000;

    private final ObjectNode body;

    Input(ObjectNode body) {
        this.body = body;
    }

    /** The members of a body. */
    public static Input of(byte[] body) {
        return new Input(WireJson.request(body));
    }

    /** The pool's id. */
    public String poolId() {
        return matching("UserPoolId", 55, POOL);
    }

    /** The client's id. */
    public String clientId() {
        return matching("ClientId", 128, CLIENT);
    }

    /** A name of a user or a group. */
    public String name(String member) {
        return matching(member, 128, NAME);
    }

    /** A text that must be there, of 1 to so many characters. */
    public String text(String member, int longest) {
        String text = optional(member, longest);
        if (text == null) {
            throw broken("Value null at '" + lower(member) + "' failed to satisfy constraint: Member must not be null");
        }
        return text;
    }

    /** A text that must be there and match. */
    public String matching(String member, int longest, Pattern pattern) {
        String text = text(member, longest);
        if (!pattern.matcher(text).matches()) {
            throw broken("Value at '" + lower(member)
                    + "' failed to satisfy constraint: Member must satisfy regular expression pattern: " + pattern);
        }
        return text;
    }

    /** A text that may be absent. */
    public @Nullable String optional(String member, int longest) {
        JsonNode value = value(member);
        if (value == null) {
            return null;
        }
        if (!value.isTextual()) {
            throw wrongType(member);
        }
        String text = value.textValue();
        if (text.isEmpty() || text.indexOf('\0') >= 0) {
            throw broken("Value at '" + lower(member)
                    + "' failed to satisfy constraint: Member must have length greater than or equal to 1");
        }
        if (text.length() > longest) {
            throw broken("Value at '" + lower(member)
                    + "' failed to satisfy constraint: Member must have length less than or equal to " + longest);
        }
        return text;
    }

    /** A flag; absent it is false. */
    public boolean flag(String member) {
        JsonNode value = value(member);
        if (value != null && !value.isBoolean()) {
            throw wrongType(member);
        }
        return value != null && value.booleanValue();
    }

    /** A whole number from least to most; absent it is the default. */
    public int number(String member, int least, int most, int absent) {
        JsonNode value = value(member);
        if (value == null) {
            return absent;
        }
        if (!value.isIntegralNumber()) {
            throw wrongType(member);
        }
        long number = value.longValue();
        if (!value.canConvertToLong() || number < least || number > most) {
            throw broken("Value '" + value.asText() + "' at '" + lower(member)
                    + "' failed to satisfy constraint: Member must be between " + least + " and " + most);
        }
        return (int) number;
    }

    /** Whether the member is there and not null. */
    public boolean has(String member) {
        return value(member) != null;
    }

    /** A list of texts; absent it is empty. */
    public List<String> texts(String member) {
        var texts = new ArrayList<String>();
        for (JsonNode item : items(member)) {
            if (!item.isTextual()) {
                throw wrongType(member);
            }
            texts.add(item.textValue());
        }
        return texts;
    }

    /** A map of texts; absent it is empty. */
    public Map<String, String> map(String member) {
        var map = new LinkedHashMap<String, String>();
        JsonNode value = value(member);
        if (value == null) {
            return map;
        }
        if (!value.isObject() || value.size() > MAX_LIST) {
            throw wrongType(member);
        }
        for (var entry : value.properties()) {
            if (!entry.getValue().isTextual()) {
                throw wrongType(member);
            }
            map.put(entry.getKey(), entry.getValue().textValue());
        }
        return map;
    }

    /** A list of records; absent it is empty. */
    public <T> List<T> list(String member, Class<T> type) {
        var records = new ArrayList<T>();
        for (JsonNode item : items(member)) {
            if (!item.isObject()) {
                throw wrongType(member);
            }
            records.add(WireJson.bind(item, member, type));
        }
        return records;
    }

    /** The whole request as a record. */
    public <T> T as(Class<T> type) {
        return WireJson.bind(body, "the request", type);
    }

    private Iterable<JsonNode> items(String member) {
        JsonNode value = value(member);
        if (value == null) {
            return List.of();
        }
        if (!value.isArray() || value.size() > MAX_LIST) {
            throw wrongType(member);
        }
        return value;
    }

    private @Nullable JsonNode value(String member) {
        JsonNode value = body.get(member);
        return value == null || value.isNull() ? null : value;
    }

    private static Refused broken(String text) {
        return Refused.invalid("1 validation error detected: " + text);
    }

    private static Refused wrongType(String member) {
        return Refused.of("SerializationException", "The value of " + member + " has a wrong type.");
    }

    private static String lower(String member) {
        return Character.toLowerCase(member.charAt(0)) + member.substring(1);
    }
}
