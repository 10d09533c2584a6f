package dev.sluice.authorizer.pools.pool;

import dev.sluice.authorizer.pools.protocol.Refused;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** All attributes of a pool by name: the standard ones of OpenID Connect, and the pool's own. */
public final class PoolSchema {
    private static final Pattern OWN_NAME = Pattern.compile("[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]{1,20}");
    private static final int MOST_OWN = 50;
    private static final Map<String, String> STANDARD = standard();

    private final Map<String, SchemaAttribute> attributes;

    private PoolSchema(Map<String, SchemaAttribute> attributes) {
        this.attributes = attributes;
    }

    /** The schema that a stored list makes. */
    static PoolSchema of(Collection<SchemaAttribute> stored) {
        var attributes = new LinkedHashMap<String, SchemaAttribute>();
        stored.forEach(attribute -> attributes.put(attribute.name(), attribute));
        return new PoolSchema(attributes);
    }

    /** The schema of a new pool with these wishes. */
    static PoolSchema create(List<SchemaAttribute> wishes) {
        var attributes = new LinkedHashMap<String, SchemaAttribute>();
        STANDARD.forEach((name, type) -> attributes.put(name, SchemaAttribute.standard(name, type)));
        var own = new ArrayList<SchemaAttribute>();
        for (SchemaAttribute wish : wishes) {
            wish.check();
            SchemaAttribute standard = attributes.get(wish.name());
            if (standard == null) {
                own.add(wish);
            } else if (!wish.name().equals("sub")) {
                attributes.put(wish.name(), standard.saying(wish));
            }
        }
        return new PoolSchema(attributes).with(own);
    }

    /** The schema with more attributes of its own. */
    PoolSchema with(List<SchemaAttribute> own) {
        var all = new LinkedHashMap<>(attributes);
        for (SchemaAttribute wish : own) {
            wish.check();
            if (!OWN_NAME.matcher(wish.name()).matches()) {
                throw Refused.invalid("The name of a custom attribute has 1 to 20 characters");
            }
            if (Boolean.TRUE.equals(wish.required())) {
                throw Refused.invalid("Required custom attributes are not supported currently.");
            }
            SchemaAttribute made = wish.custom();
            if (all.put(made.name(), made) != null) {
                throw Refused.invalid(made.name() + ": Existing attribute already has name " + made.name() + ".");
            }
        }
        if (all.size() - STANDARD.size() > MOST_OWN) {
            throw Refused.limitExceeded();
        }
        return new PoolSchema(all);
    }

    /** The attribute, or null. */
    public @Nullable SchemaAttribute find(String name) {
        return attributes.get(name);
    }

    /** All attributes. */
    public Collection<SchemaAttribute> all() {
        return attributes.values();
    }

    private static Map<String, String> standard() {
        var types = new LinkedHashMap<String, String>();
        for (var name : List.of(
                "profile",
                "address",
                "birthdate",
                "gender",
                "preferred_username",
                "picture",
                "zoneinfo",
                "locale",
                "email",
                "phone_number",
                "given_name",
                "family_name",
                "middle_name",
                "name",
                "nickname",
                "website",
                "sub")) {
            types.put(name, "String");
        }
        types.put("updated_at", "Number");
        types.put("phone_number_verified", "Boolean");
        types.put("email_verified", "Boolean");
        return types;
    }
}
