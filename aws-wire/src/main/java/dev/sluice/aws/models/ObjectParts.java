package dev.sluice.aws.models;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.aws.patterns.EcmaPattern;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which schemas judge the members of an object.
 *
 * @param named by the member's name
 * @param matching by patterns that find something in the name; a member may have several
 * @param others of members that have none of the above; null: nothing is asked of them
 */
record ObjectParts(
        Map<String, Schema> named,
        List<Matching> matching,
        @Nullable Schema others) {
    static final ObjectParts NONE = new ObjectParts(Map.of(), List.of(), null);

    /** A pattern over names and the schema of the members that it finds. */
    record Matching(EcmaPattern pattern, Schema schema) {}

    ObjectParts {
        named = Collections.unmodifiableMap(new HashMap<>(named));
        matching = List.copyOf(matching);
    }

    private boolean asksNothing() {
        return named.isEmpty() && matching.isEmpty() && others == null;
    }

    boolean match(JsonNode object, Check check) {
        if (asksNothing()) {
            return true;
        }
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            if (!matches(member.getKey(), member.getValue(), check)) {
                return false;
            }
        }
        return true;
    }

    private boolean matches(String name, JsonNode value, Check check) {
        check.take(2);
        Schema own = named.get(name);
        if (own != null && !own.matches(value, check)) {
            return false;
        }
        boolean free = own == null;
        for (Matching each : matching) {
            if (each.pattern().finds(name, check.budget())) {
                free = false;
                if (!each.schema().matches(value, check)) {
                    return false;
                }
            }
        }
        return !free || others == null || others.matches(value, check);
    }

    /** In the order of names, as the findings tell them. */
    void report(JsonNode object, Check check, Findings findings) {
        if (asksNothing()) {
            return;
        }
        check.take(16L * object.size());
        Foremost.members(object, (name, value) -> !matches(name, value, check))
                .forEach(member -> schemasOf(member.getKey(), check)
                        .forEach(schema -> schema.report(member.getValue(), check, findings)));
    }

    private List<Schema> schemasOf(String name, Check check) {
        List<Schema> schemas = new ArrayList<>(1);
        Schema own = named.get(name);
        if (own != null) {
            schemas.add(own);
        }
        for (Matching each : matching) {
            if (each.pattern().finds(name, check.budget())) {
                schemas.add(each.schema());
            }
        }
        if (schemas.isEmpty() && others != null) {
            schemas.add(others);
        }
        return schemas;
    }
}
