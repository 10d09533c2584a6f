package dev.sluice.authorizer.pools.user;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.authorizer.pools.protocol.WireJson;
import java.util.Map;

/** Users as the protocol writes them. */
public final class UserJson {
    private UserJson() {}

    /** A user of a list, or one just made. */
    public static ObjectNode listed(User user) {
        var json = common(user);
        attributes(json.putArray("Attributes"), user.all());
        return json;
    }

    /** A user by itself, for an administrator. */
    public static ObjectNode described(User user) {
        var json = common(user);
        attributes(json.putArray("UserAttributes"), user.all());
        return json;
    }

    /** Attributes as a list of names and values. */
    public static void attributes(ArrayNode into, Map<String, String> attributes) {
        attributes.forEach((name, value) -> into.addObject().put("Name", name).put("Value", value));
    }

    private static ObjectNode common(User user) {
        return WireJson.object()
                .put("Username", user.username())
                .put("UserCreateDate", WireJson.seconds(user.created()))
                .put("UserLastModifiedDate", WireJson.seconds(user.modified()))
                .put("Enabled", user.enabled())
                .put("UserStatus", user.status().name());
    }
}
