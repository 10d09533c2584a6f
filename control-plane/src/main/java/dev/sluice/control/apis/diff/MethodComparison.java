package dev.sluice.control.apis.diff;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.control.apis.definition.ResourceDefinition;
import dev.sluice.control.apis.items.AuthorizerDefinition;
import dev.sluice.control.apis.items.ValidatorDefinition;
import dev.sluice.control.apis.methods.AuthorizationType;
import dev.sluice.control.apis.methods.MethodDefinition;
import dev.sluice.control.apis.methods.MethodResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Compares a method with what became of it. */
final class MethodComparison {
    private static final String PATH_PARAMETER = "method.request.path.";

    private final Side before;
    private final Side after;
    private final Changes changes = new Changes();

    private MethodComparison(Side before, Side after) {
        this.before = before;
        this.after = after;
    }

    /** A method and where it stands. */
    record Side(Items items, ResourceDefinition resource, MethodDefinition method) {
        AuthorizationType authorization() {
            return AuthorizationType.of(method.authorizationType());
        }

        boolean validates(Predicate<ValidatorDefinition> what) {
            return items.validator(method.requestValidatorId()).filter(what).isPresent();
        }
    }

    static List<Change> of(Side before, Side after) {
        var comparison = new MethodComparison(before, after);
        comparison.path();
        comparison.access();
        comparison.request();
        comparison.responses();
        IntegrationComparison.into(comparison.changes, before, after);
        return comparison.changes.found();
    }

    private void path() {
        String was = before.resource().path();
        changes.safe("path", was, after.resource().path(), "only names of path parameters changed, from " + was);
    }

    private void access() {
        changes.value("authorizationType", before.authorization(), after.authorization(), (was, is) -> {
            String change = "from " + was + " to " + is;
            return is == AuthorizationType.NONE
                    ? Verdict.safe(change + ": callers need no authorization any more")
                    : Verdict.breaking(change + ": callers must be authorized otherwise");
        });
        if (before.authorization() == after.authorization()) {
            authorizer();
        }
        changes.value(
                "apiKeyRequired",
                before.method().apiKeyRequired(),
                after.method().apiKeyRequired(),
                (_, is) -> Boolean.TRUE.equals(is)
                        ? Verdict.breaking("callers need an API key now")
                        : Verdict.safe("callers need no API key any more"));
        scopes();
        changes.safe(
                "operationName",
                before.method().operationName(),
                after.method().operationName(),
                "callers do not see the name");
    }

    /** One of the same name is the API's matter; another one is no change while it decides the same way. */
    private void authorizer() {
        var was = before.items().authorizer(before.method().authorizerId());
        var is = after.items().authorizer(after.method().authorizerId());
        String oldName = was.map(AuthorizerDefinition::name).orElse(null);
        String newName = is.map(AuthorizerDefinition::name).orElse(null);
        if (!Objects.equals(oldName, newName)
                && !was.map(MethodComparison::decision).equals(is.map(MethodComparison::decision))) {
            changes.add(
                    "authorizerId",
                    newName,
                    Kind.of(oldName, newName),
                    Verdict.breaking("another authorizer decides, " + newName + " in place of " + oldName));
        }
    }

    /** The authorizer without what only names it. */
    static AuthorizerDefinition decision(AuthorizerDefinition authorizer) {
        return new AuthorizerDefinition(
                "",
                "",
                authorizer.type(),
                authorizer.providerArns(),
                authorizer.authType(),
                authorizer.uri(),
                authorizer.credentials(),
                authorizer.identitySource(),
                authorizer.identityValidationExpression(),
                authorizer.ttlSeconds());
    }

    /** One of the scopes is enough, and none means that no scope is asked for. */
    private void scopes() {
        var was = set(before.method().authorizationScopes());
        var is = set(after.method().authorizationScopes());
        boolean wider = is.isEmpty() || (!was.isEmpty() && is.containsAll(was));
        changes.value(
                "authorizationScopes",
                was,
                is,
                (_, _) -> wider
                        ? Verdict.safe("more tokens are accepted")
                        : Verdict.breaking("tokens that were accepted may be refused"));
    }

    private static Set<String> set(@Nullable List<String> texts) {
        return texts == null ? Set.of() : new HashSet<>(texts);
    }

    private void request() {
        validation("validateRequestBody", "bodies", ValidatorDefinition::validateRequestBody);
        validation("validateRequestParameters", "parameters", ValidatorDefinition::validateRequestParameters);
        changes.entries(
                "requestParameters",
                withoutPath(before.method().requestParameters()),
                withoutPath(after.method().requestParameters()),
                MethodComparison::parameter);
        boolean checked = after.validates(ValidatorDefinition::validateRequestBody);
        models("requestModels", before.method().requestModels(), after.method().requestModels(), came -> {
            if (!came) {
                return Verdict.safe("bodies of this media type are no longer checked");
            }
            return checked
                    ? Verdict.breaking("bodies of this media type are checked now")
                    : Verdict.safe("the model only describes the body, as no validator checks it");
        });
    }

    private void validation(String part, String what, Predicate<ValidatorDefinition> flag) {
        changes.value(
                part,
                before.validates(flag),
                after.validates(flag),
                (_, is) -> Boolean.TRUE.equals(is)
                        ? Verdict.breaking(what + " are checked now")
                        : Verdict.safe(what + " are no longer checked"));
    }

    /** Parameters of the path come with every call, whatever is declared. */
    private static Map<String, Boolean> withoutPath(@Nullable Map<String, Boolean> parameters) {
        var others = new TreeMap<String, Boolean>();
        if (parameters != null) {
            parameters.forEach((name, required) -> {
                if (!name.startsWith(PATH_PARAMETER)) {
                    others.put(name, required);
                }
            });
        }
        return others;
    }

    private static Verdict parameter(@Nullable Boolean was, @Nullable Boolean is) {
        if (Boolean.TRUE.equals(is)) {
            return Verdict.breaking(was == null ? "a required parameter was added" : "the parameter is now required");
        }
        if (is == null) {
            return Verdict.safe("callers need not send the parameter any more");
        }
        return Verdict.safe(was == null ? "an optional parameter was added" : "the parameter is now optional");
    }

    private void responses() {
        Map<String, MethodResponse> was = before.method().responses();
        Map<String, MethodResponse> is = after.method().responses();
        was.forEach((status, response) -> {
            var now = is.get(status);
            if (now == null) {
                changes.add("methodResponses", status, Kind.REMOVED, Verdict.breaking("the response was removed"));
            } else {
                response(status, response, now);
            }
        });
        is.forEach((status, _) -> {
            if (!was.containsKey(status)) {
                changes.add("methodResponses", status, Kind.ADDED, Verdict.safe("a response was added"));
            }
        });
    }

    private void response(String status, MethodResponse was, MethodResponse is) {
        Map<String, String> oldHeaders = headers(was);
        Map<String, String> newHeaders = headers(is);
        changes.entries(
                "methodResponses." + status + ".responseParameters",
                oldHeaders,
                newHeaders,
                Changes.Judge.byKind(kind -> kind == Kind.REMOVED
                        ? Verdict.breaking("the header was removed")
                        : Verdict.safe("a header was added")));
        models(
                "methodResponses." + status + ".responseModels",
                was.responseModels(),
                is.responseModels(),
                came -> came
                        ? Verdict.safe("a model was added")
                        : Verdict.breaking("the response has no model of this media type any more"));
    }

    /**
     * Models by media type. One of the same name is the API's matter; another name is no change while it stands for the
     * same schema, since an import makes names up.
     */
    private void models(
            String part,
            @Nullable Map<String, @Nullable String> was,
            @Nullable Map<String, @Nullable String> is,
            Function<Boolean, Verdict> cameOrWent) {
        Map<String, @Nullable String> old = was == null ? Map.of() : was;
        Map<String, @Nullable String> now = is == null ? Map.of() : is;
        var types = new TreeSet<>(old.keySet());
        types.addAll(now.keySet());
        for (String type : types) {
            if (!old.containsKey(type) || !now.containsKey(type)) {
                boolean came = now.containsKey(type);
                changes.add(part, type, came ? Kind.ADDED : Kind.REMOVED, cameOrWent.apply(came));
            } else if (!Objects.equals(old.get(type), now.get(type))) {
                JsonNode schema = before.items().model(old.get(type));
                SchemaComparison.of(schema, after.items().model(now.get(type)))
                        .forEach(verdict -> changes.add(part, type, Kind.CHANGED, verdict));
            }
        }
    }

    /** Whether a response header is required has no meaning. */
    private static Map<String, String> headers(MethodResponse response) {
        var headers = new TreeMap<String, String>();
        Map<String, Boolean> declared = response.responseParameters();
        if (declared != null) {
            declared.keySet().forEach(name -> headers.put(name, name));
        }
        return headers;
    }
}
