package dev.sluice.control.apis.diff;

import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sluice.control.apis.definition.ApiDefinition;
import dev.sluice.control.apis.items.AuthorizerDefinition;
import dev.sluice.control.apis.items.ModelDefinition;
import dev.sluice.control.apis.items.ValidatorDefinition;
import dev.sluice.control.platform.values.JsonText;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What methods of one definition name. */
record Items(
        Map<String, JsonNode> models,
        Map<String, ValidatorDefinition> validators,
        Map<String, AuthorizerDefinition> authorizers) {
    Items {
        models = Map.copyOf(models);
        validators = Map.copyOf(validators);
        authorizers = Map.copyOf(authorizers);
    }

    static Items of(ApiDefinition api) {
        return new Items(
                api.models().stream().collect(toMap(ModelDefinition::name, Items::schema, (one, _) -> one)),
                api.validators().stream().collect(toMap(ValidatorDefinition::id, Function.identity())),
                api.authorizers().stream().collect(toMap(AuthorizerDefinition::id, Function.identity())));
    }

    /** A text that is no JSON differs from every other text. */
    static JsonNode schema(ModelDefinition model) {
        String text = model.schema();
        return text == null ? MissingNode.getInstance() : JsonText.parse(text).orElseGet(() -> TextNode.valueOf(text));
    }

    Optional<AuthorizerDefinition> authorizer(@Nullable String id) {
        return id == null ? Optional.empty() : Optional.ofNullable(authorizers.get(id));
    }

    Optional<ValidatorDefinition> validator(@Nullable String id) {
        return id == null ? Optional.empty() : Optional.ofNullable(validators.get(id));
    }

    /** The schema that a name stands for; one of no model is missing. */
    JsonNode model(@Nullable String name) {
        JsonNode schema = name == null ? null : models.get(name);
        return schema == null ? MissingNode.getInstance() : schema;
    }
}
