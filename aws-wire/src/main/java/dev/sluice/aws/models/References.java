package dev.sluice.aws.models;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The schemas of one API and where {@code $ref}s between them lead. A model's URL is a name: nothing is ever fetched,
 * so its host says nothing, but its path has to be that of a model of this API (management-api 2).
 */
final class References {
    private static final String KEYWORD = "$ref";
    private static final Pattern URL =
            Pattern.compile("https?://[^/?#\\s]{1,255}/restapis/([^/]+)/models/([A-Za-z0-9]+)(?:#(.*))?");

    private final String apiId;
    private final Map<String, String> texts;
    private final Map<String, JsonNode> read = new HashMap<>();

    References(String apiId, Map<String, String> texts) {
        this.apiId = apiId;
        this.texts = texts;
    }

    /** A place and the schema that stands there, which is no reference. */
    record Target(Place place, JsonNode schema) {}

    /** All of a model's schema. */
    Target model(String name) throws ModelRefused {
        Place place = new Place(name, "");
        return follow(place, schema(place));
    }

    /** The schema itself, or what it refers to at last; its other keywords say nothing then. */
    Target follow(Place place, JsonNode schema) throws ModelRefused {
        Target target = new Target(place, schema);
        Set<Place> passed = new HashSet<>();
        String reference = reference(target);
        while (reference != null) {
            if (!passed.add(target.place())) {
                throw place.refused("$ref leads back to itself");
            }
            target = target(target.place(), reference);
            reference = reference(target);
        }
        return target;
    }

    private static @Nullable String reference(Target target) throws ModelRefused {
        JsonNode reference = target.schema().path(KEYWORD);
        if (!reference.isMissingNode() && !reference.isTextual()) {
            throw target.place().refused("$ref is not a string");
        }
        return reference.textValue();
    }

    private Target target(Place from, String reference) throws ModelRefused {
        String fragment = reference.startsWith("#") ? reference.substring(1) : null;
        String model = from.model();
        if (fragment == null) {
            Matcher url = URL.matcher(reference);
            if (!url.matches() || !url.group(1).equals(apiId)) {
                throw from.refused("$ref " + reference + " names no model of this API");
            }
            model = url.group(2);
            fragment = url.group(3) == null ? "" : url.group(3);
        }
        return at(from, reference, new Place(model, decoded(fragment)));
    }

    private Target at(Place from, String reference, Place place) throws ModelRefused {
        if (!texts.containsKey(place.model())) {
            throw from.refused("$ref names model " + place.model() + ", which does not exist");
        }
        boolean pointer = place.pointer().isEmpty() || place.pointer().startsWith("/");
        JsonNode schema = pointer ? schema(place).at(JsonPointer.compile(place.pointer())) : null;
        if (schema == null || schema.isMissingNode()) {
            throw from.refused("$ref " + reference + " leads to nothing");
        }
        return new Target(place, schema);
    }

    private static String decoded(String fragment) {
        try {
            return URLDecoder.decode(fragment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return fragment;
        }
    }

    private JsonNode schema(Place place) throws ModelRefused {
        String name = place.model();
        JsonNode known = read.get(name);
        if (known == null) {
            String text = texts.get(name);
            known = text == null ? null : StrictJson.read(text);
            if (text == null) {
                throw new ModelRefused(name, "", "does not exist");
            }
            if (known == null) {
                throw new ModelRefused(name, "", "its schema is not JSON of at most 100 levels with each member once");
            }
            read.put(name, known);
        }
        return known;
    }
}
