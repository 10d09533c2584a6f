package dev.sluice.control.apis.diff;

import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sluice.control.apis.definition.ApiDefinition;
import dev.sluice.control.apis.items.AuthorizerDefinition;
import dev.sluice.control.apis.items.DocumentationPartDefinition;
import dev.sluice.control.apis.items.GatewayResponseDefinition;
import dev.sluice.control.apis.items.ModelDefinition;
import dev.sluice.control.apis.items.ThrottleDefinition;
import dev.sluice.control.apis.items.ValidatorDefinition;
import dev.sluice.control.platform.values.JsonText;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Compares what an API keeps beside its paths, by name. What methods make of it is said at the methods; a changed model
 * or authorizer of the same name is judged here once, for all that name it.
 */
final class ItemsComparison {
    private final Changes changes;
    private final ApiDefinition before;
    private final ApiDefinition after;

    private ItemsComparison(Changes changes, ApiDefinition before, ApiDefinition after) {
        this.changes = changes;
        this.before = before;
        this.after = after;
    }

    static void into(Changes changes, ApiDefinition before, ApiDefinition after) {
        var comparison = new ItemsComparison(changes, before, after);
        comparison.models();
        comparison.validators();
        comparison.authorizers();
        comparison.gatewayResponses();
        comparison.throttles();
        comparison.documentation();
    }

    private void models() {
        var was = named(before.models(), ModelDefinition::name, model -> model);
        var is = named(after.models(), ModelDefinition::name, model -> model);
        forgetRenamed(was, is, Items::schema);
        was.forEach((name, model) -> {
            var now = is.get(name);
            if (now == null) {
                changes.add("models", name, Kind.REMOVED, Verdict.safe("methods that named it say what it means"));
            } else {
                model(name, model, now);
            }
        });
        is.forEach((name, _) -> {
            if (!was.containsKey(name)) {
                changes.add("models", name, Kind.ADDED, Verdict.safe("a model was added"));
            }
        });
    }

    private void model(String name, ModelDefinition was, ModelDefinition is) {
        SchemaComparison.of(Items.schema(was), Items.schema(is))
                .forEach(verdict -> changes.add("models", name, Kind.CHANGED, verdict));
        if (!Objects.equals(was.contentType(), is.contentType())
                || !Objects.equals(was.description(), is.description())) {
            changes.add("models", name, Kind.CHANGED, Verdict.safe("only its description or media type changed"));
        }
    }

    private void validators() {
        var was = named(before.validators(), ItemsComparison::name, ItemsComparison::checks);
        var is = named(after.validators(), ItemsComparison::name, ItemsComparison::checks);
        changes.safeEntries("requestValidators", was, is, "methods that name it say what it means");
    }

    private static String name(ValidatorDefinition validator) {
        return Objects.requireNonNullElse(validator.name(), "");
    }

    private static ValidatorDefinition checks(ValidatorDefinition validator) {
        return new ValidatorDefinition(
                "", null, validator.validateRequestBody(), validator.validateRequestParameters());
    }

    private void authorizers() {
        var was = named(before.authorizers(), AuthorizerDefinition::name, MethodComparison::decision);
        var is = named(after.authorizers(), AuthorizerDefinition::name, MethodComparison::decision);
        Set<String> used = usedAuthorizers();
        changes.entriesByName("authorizers", was, is, (name, old, now) -> {
            if (old == null || now == null) {
                return Verdict.safe("methods that name it say what it means");
            }
            if (!used.contains(name)) {
                return Verdict.safe("no method uses it");
            }
            return judgedAlike(old, now)
                    ? Verdict.safe("it decides as before")
                    : Verdict.breaking("it may refuse callers whom it let in");
        });
    }

    /** Whether only what does not decide about callers differs. */
    private static boolean judgedAlike(AuthorizerDefinition was, AuthorizerDefinition is) {
        return was.type().equals(is.type())
                && Objects.equals(was.providerArns(), is.providerArns())
                && Objects.equals(was.uri(), is.uri())
                && Objects.equals(was.identitySource(), is.identitySource())
                && Objects.equals(was.identityValidationExpression(), is.identityValidationExpression());
    }

    private Set<String> usedAuthorizers() {
        Set<String> ids = new HashSet<>();
        after.resources()
                .forEach(resource -> resource.methods().values().forEach(method -> {
                    String id = method.authorizerId();
                    if (id != null) {
                        ids.add(id);
                    }
                }));
        return after.authorizers().stream()
                .filter(authorizer -> ids.contains(authorizer.id()))
                .map(AuthorizerDefinition::name)
                .collect(Collectors.toSet());
    }

    private void gatewayResponses() {
        var was = named(before.gatewayResponses(), GatewayResponseDefinition::type, response -> response);
        var is = named(after.gatewayResponses(), GatewayResponseDefinition::type, response -> response);
        changes.entries("gatewayResponses", was, is, ItemsComparison::gatewayResponse);
    }

    private static Verdict gatewayResponse(
            @Nullable GatewayResponseDefinition was, @Nullable GatewayResponseDefinition is) {
        if (was == null) {
            return Verdict.safe("errors of this type are answered in an own way now");
        }
        if (is == null) {
            return Verdict.breaking("errors of this type are answered by the default again");
        }
        if (!Objects.equals(was.statusCode(), is.statusCode())) {
            return Verdict.breaking("the status changed");
        }
        return is.responseParameters()
                        .keySet()
                        .containsAll(was.responseParameters().keySet())
                ? Verdict.safe("status and headers stay")
                : Verdict.breaking("a header is no longer sent");
    }

    private void throttles() {
        changes.entries(
                "throttles",
                throttles(before),
                throttles(after),
                (_, is) -> is == null
                        ? Verdict.safe("calls are no longer limited here")
                        : Verdict.breaking("calls that passed may be refused"));
    }

    /** By verb and path; an API by itself has neither. */
    private static Map<String, List<ThrottleDefinition.Limit>> throttles(ApiDefinition api) {
        Map<String, String> paths = new HashMap<>();
        api.resources().forEach(resource -> paths.put(resource.id(), resource.path()));
        Map<String, List<ThrottleDefinition.Limit>> byPlace = new TreeMap<>();
        for (ThrottleDefinition throttle : api.throttles()) {
            String resource = throttle.resourceId();
            String path = resource == null ? "API" : paths.getOrDefault(resource, resource);
            byPlace.put(throttle.verb() == null ? path : throttle.verb() + " " + path, throttle.limits());
        }
        return byPlace;
    }

    private void documentation() {
        var was = texts(before.documentationParts());
        var is = texts(after.documentationParts());
        if (!was.equals(is)) {
            changes.add(
                    "documentation",
                    null,
                    was.isEmpty() ? Kind.ADDED : is.isEmpty() ? Kind.REMOVED : Kind.CHANGED,
                    Verdict.safe("documentation only describes"));
        }
    }

    private static Set<List<Object>> texts(List<DocumentationPartDefinition> parts) {
        return parts.stream()
                .map(part -> List.<Object>of(
                        part.location(),
                        JsonText.parse(part.properties()).orElseGet(() -> TextNode.valueOf(part.properties()))))
                .collect(Collectors.toSet());
    }

    /** Takes models that only changed their names from both sides: an import makes names up for inline schemas. */
    private static void forgetRenamed(
            Map<String, ModelDefinition> was,
            Map<String, ModelDefinition> is,
            Function<ModelDefinition, JsonNode> schema) {
        var gone = new TreeMap<>(was);
        gone.keySet().removeAll(is.keySet());
        var come = new TreeMap<>(is);
        come.keySet().removeAll(was.keySet());
        gone.forEach((oldName, model) -> come.entrySet().stream()
                .filter(entry -> schema.apply(entry.getValue()).equals(schema.apply(model)))
                .map(Map.Entry::getKey)
                .findFirst()
                .ifPresent(newName -> {
                    come.remove(newName);
                    was.remove(oldName);
                    is.remove(newName);
                }));
    }

    private static <D, V> Map<String, V> named(List<D> items, Function<D, String> name, Function<D, V> meaning) {
        return items.stream().collect(toMap(name, meaning, (one, _) -> one, TreeMap::new));
    }
}
