package dev.sluice.aws.models;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Compiles schemas and all that they refer to, each place once, so that models may contain each other. Works off a list
 * instead of calling itself: how deep a tenant's schemas lead is never the depth of a stack.
 */
final class SchemaCompiler {
    private static final int MAX_SCHEMAS = 100_000;

    private final References references;
    private final Map<Place, Schema> schemas = new LinkedHashMap<>();
    private final Deque<Open> open = new ArrayDeque<>();

    SchemaCompiler(References references) {
        this.references = references;
    }

    private record Open(References.Target target, Schema schema) {}

    /** The schema of a model; usable once {@link #finish} has returned. */
    Schema model(String name) throws ModelRefused {
        return schema(references.model(name));
    }

    /** The schema of a part of a schema. */
    Schema part(Place place, JsonNode node) throws ModelRefused {
        return schema(references.follow(place, node));
    }

    /** The schemas of a list of them. */
    List<Schema> parts(Place place, JsonNode list) throws ModelRefused {
        List<Schema> parts = new ArrayList<>(list.size());
        for (int index = 0; index < list.size(); index++) {
            parts.add(part(place.at(Integer.toString(index)), list.get(index)));
        }
        return parts;
    }

    private Schema schema(References.Target target) throws ModelRefused {
        Schema known = schemas.get(target.place());
        if (known != null) {
            return known;
        }
        if (!target.schema().isObject()) {
            throw target.place().refused("a schema is a JSON object");
        }
        if (schemas.size() == MAX_SCHEMAS) {
            throw target.place().refused("the models used hold more than " + MAX_SCHEMAS + " schemas");
        }
        Schema made = new Schema(target.place());
        schemas.put(target.place(), made);
        open.add(new Open(target, made));
        return made;
    }

    /** Fills everything that was asked for, and what that asks for in turn. */
    Collection<Schema> finish() throws ModelRefused {
        while (!open.isEmpty()) {
            Open next = open.remove();
            new Keywords(this, next.target().place(), next.target().schema()).fill(next.schema());
        }
        return schemas.values();
    }
}
