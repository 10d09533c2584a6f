package dev.sluice.authorizer.pools.user;

import dev.sluice.authorizer.pools.protocol.Refused;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An attribute of a user as it stands on the wire. */
public record Attribute(@Nullable String name, @Nullable String value) {
    /** Attributes by name; the last of a name counts, and one without a value is empty. */
    public static Map<String, String> map(List<Attribute> attributes) {
        var map = new LinkedHashMap<String, String>();
        for (Attribute attribute : attributes) {
            if (attribute.name == null || attribute.name.isEmpty() || attribute.name.length() > 32) {
                throw Refused.invalid("The name of an attribute has 1 to 32 characters");
            }
            map.put(attribute.name, attribute.value == null ? "" : attribute.value);
        }
        return map;
    }
}
