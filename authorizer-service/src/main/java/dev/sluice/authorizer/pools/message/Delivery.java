package dev.sluice.authorizer.pools.message;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.authorizer.pools.protocol.WireJson;
import dev.sluice.authorizer.pools.user.User;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a code goes.
 *
 * @param attribute {@code email} or {@code phone_number}
 */
public record Delivery(String attribute, String destination) {
    private static final List<String> CONTACTS = List.of("email", "phone_number");

    /** The address of a user that a code may go to: a verified one first; null when there is none. */
    public static @Nullable Delivery of(User user, boolean mustBeVerified) {
        for (String attribute : CONTACTS) {
            String value = user.attributes().get(attribute);
            if (value != null && user.isVerified(attribute)) {
                return new Delivery(attribute, value);
            }
        }
        for (String attribute : mustBeVerified ? List.<String>of() : CONTACTS) {
            String value = user.attributes().get(attribute);
            if (value != null) {
                return new Delivery(attribute, value);
            }
        }
        return null;
    }

    /** {@code EMAIL} or {@code SMS}. */
    public String medium() {
        return attribute.equals("email") ? "EMAIL" : "SMS";
    }

    /** The delivery as the protocol tells it, the address mostly hidden. */
    public ObjectNode json() {
        return WireJson.object()
                .put("Destination", masked())
                .put("DeliveryMedium", medium())
                .put("AttributeName", attribute);
    }

    private String masked() {
        int at = destination.indexOf('@');
        if (at > 0) {
            return destination.charAt(0) + "***@" + destination.charAt(at + 1) + "***";
        }
        int shown = Math.max(1, destination.length() - 4);
        return "+" + "*".repeat(Math.max(0, shown - 1)) + destination.substring(shown);
    }
}
