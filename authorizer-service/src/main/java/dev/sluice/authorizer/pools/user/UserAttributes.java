package dev.sluice.authorizer.pools.user;

import dev.sluice.authorizer.pools.client.ClientSettings;
import dev.sluice.authorizer.pools.pool.SchemaAttribute;
import dev.sluice.authorizer.pools.pool.UserPool;
import dev.sluice.authorizer.pools.protocol.Refused;
import java.util.Map;
import java.util.regex.Pattern;

/** What may be written to a user's attributes, by whom. */
public final class UserAttributes {
    private static final Pattern EMAIL = Pattern.compile("[^\\s@\"<>]{1,64}@[^\\s@\"<>]{1,190}");
    private static final Pattern PHONE = Pattern.compile("\\+[0-9]{5,15}");

    private UserAttributes() {}

    /** Refuses attributes of a new user that break the pool's schema. */
    public static void checkNew(UserPool pool, Map<String, String> attributes) {
        attributes.forEach((name, value) -> check(pool, name, value));
        for (SchemaAttribute attribute : pool.schema().all()) {
            if (attribute.isRequired()
                    && !attribute.name().equals("sub")
                    && !attributes.containsKey(attribute.name())) {
                throw broken(attribute.name() + ": The attribute is required");
            }
        }
    }

    /** Refuses changes that break the pool's schema, or change what never changes. */
    public static void checkChange(UserPool pool, User user, Map<String, String> changes) {
        changes.forEach((name, value) -> {
            SchemaAttribute attribute = check(pool, name, value);
            if (!attribute.isMutable() && user.attributes().containsKey(name)) {
                throw Refused.invalid("user." + name + ": Attribute cannot be updated.");
            }
        });
    }

    /** Refuses what the users of this client may not write. */
    public static void checkWritable(ClientSettings client, Map<String, String> attributes) {
        for (String name : attributes.keySet()) {
            if (name.startsWith("dev:") || name.endsWith("_verified") || !client.writes(name)) {
                throw Refused.notAuthorized("A client attempted to write unauthorized attribute");
            }
        }
    }

    private static SchemaAttribute check(UserPool pool, String name, String value) {
        SchemaAttribute attribute = pool.schema().find(name);
        if (attribute == null) {
            throw broken(name + ": Attribute does not exist in the schema.");
        }
        if (name.equals("sub")) {
            throw Refused.invalid("Cannot modify the non-mutable attribute sub");
        }
        if (value.isEmpty()) {
            return attribute;
        }
        String complaint = attribute.complaint(value);
        if (complaint != null) {
            throw broken(complaint);
        }
        if (value.indexOf('\0') >= 0) {
            throw Refused.invalid("Invalid value for attribute " + name);
        }
        checkForm(name, value);
        return attribute;
    }

    private static void checkForm(String name, String value) {
        if (name.equals("email") && !isEmail(value)) {
            throw Refused.invalid("Invalid email address format.");
        }
        if (name.equals("phone_number") && !isPhone(value)) {
            throw Refused.invalid("Invalid phone number format.");
        }
    }

    /** Whether the text has the form of a mail address. */
    public static boolean isEmail(String text) {
        return EMAIL.matcher(text).matches();
    }

    /** Whether the text has the form of an international number. */
    public static boolean isPhone(String text) {
        return PHONE.matcher(text).matches();
    }

    private static Refused broken(String rule) {
        return Refused.invalid("Attributes did not conform to the schema: " + rule + "\n");
    }
}
