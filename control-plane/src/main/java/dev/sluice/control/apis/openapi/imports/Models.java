package dev.sluice.control.apis.openapi.imports;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.control.apis.RestApiId;
import dev.sluice.control.apis.items.ItemLimit;
import dev.sluice.control.apis.items.ModelDefinition;
import dev.sluice.control.apis.models.ModelRules;
import dev.sluice.control.apis.openapi.document.DocumentObject;
import dev.sluice.control.apis.openapi.document.Findings;
import dev.sluice.control.platform.errors.Problem;
import dev.sluice.control.platform.errors.ProblemException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The schemas of a document as models: the named ones, and generated ones for those that stand where they are used. */
final class Models {
    private static final String MEDIA_TYPE = "application/json";
    private static final int NAME_DIGITS = 6;

    private final ApiDraft draft;
    private final Findings findings;
    private final Schemas schemas;
    private final Map<String, String> generated = new HashMap<>();
    /** Names by the very schema: one that many operations share through references is printed once. */
    private final IdentityHashMap<JsonNode, Optional<String>> names = new IdentityHashMap<>();

    Models(ApiDraft draft, Dialect dialect, Findings findings) {
        this.draft = draft;
        this.findings = findings;
        this.schemas = new Schemas(draft.apiId, dialect.schemaPrefix(), findings);
    }

    /** Takes every schema that the document names; those that refer to each other may do so in a circle. */
    void readNamed(@Nullable DocumentObject named) {
        if (named == null) {
            return;
        }
        for (String name : named.members()) {
            DocumentObject schema = name.startsWith("x-") ? null : named.object(name);
            if (schema != null) {
                put(name, schema);
            }
        }
        schemas.references().stream()
                .filter(name -> !draft.models.containsKey(name))
                .forEach(this::warnOfMissing);
    }

    /** Names of models by media type; null when there are none. */
    @Nullable
    Map<String, @Nullable String> names(Map<String, JsonNode> bodies) {
        Map<String, @Nullable String> names = new LinkedHashMap<>();
        bodies.forEach((type, schema) -> {
            String name = name(schema);
            if (name != null) {
                names.put(type, name);
            }
        });
        return names.isEmpty() ? null : names;
    }

    private @Nullable String name(JsonNode schema) {
        JsonNode reference = schema.get("$ref");
        if (reference == null || !reference.isTextual()) {
            return schema.isEmpty()
                    ? null
                    : names.computeIfAbsent(schema, this::generatedOrNone).orElse(null);
        }
        String name = schemas.nameOf(reference.textValue());
        if (name != null && draft.models.containsKey(name)) {
            return name;
        }
        warnOfMissing(name == null ? reference.textValue() : name);
        return null;
    }

    private void put(String name, DocumentObject schema) {
        Site.attempt(findings, "Unable to create model for '" + name + "'", () -> {
            ModelRules.checkName(name);
            return put(name, schema.longText("description"), schemas.text(schema.raw()));
        });
    }

    private ModelDefinition put(String name, @Nullable String description, String text) {
        if (!draft.models.containsKey(name)) {
            ItemLimit.requireRoom(draft.models.size(), "models");
        }
        String schema = ModelRules.checkedSchema(new RestApiId(draft.apiId), MEDIA_TYPE, text);
        var model = new ModelDefinition(draft.modelId(name), name, MEDIA_TYPE, description, schema);
        draft.models.put(name, model);
        return model;
    }

    /** openapi-extensions 5 [D]: what models cannot say must not fail an import where it stands without a name. */
    private Optional<String> generatedOrNone(JsonNode schema) {
        try {
            return Optional.of(generated(schemas.text(schema)));
        } catch (ProblemException refused) {
            if (refused.problem() instanceof Problem.LimitExceeded) {
                throw refused;
            }
            findings.warn("Unable to create a model for a schema without a name. Ignoring. "
                    + refused.problem().message());
            return Optional.empty();
        }
    }

    /** The same schema has the same name in every import, so that importing a document twice changes nothing. */
    private String generated(String text) {
        return generated.computeIfAbsent(text, _ -> {
            String digest = digest(text);
            int start = 0;
            String name = "MODEL" + digest.substring(0, NAME_DIGITS);
            while (isTaken(name, text) && start + NAME_DIGITS < digest.length()) {
                start++;
                name = "MODEL" + digest.substring(start, start + NAME_DIGITS);
            }
            return put(name, null, text).name();
        });
    }

    private boolean isTaken(String name, String text) {
        ModelDefinition other = draft.models.get(name);
        return other != null && !text.equals(other.schema());
    }

    private void warnOfMissing(String name) {
        findings.warn("Reference to model '" + name + "' not found. Ignoring.");
    }

    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
