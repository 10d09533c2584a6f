package dev.sluice.data.transform;

import dev.sluice.data.netty.FieldSyntax;
import dev.sluice.data.templates.JsonPath;
import dev.sluice.data.templates.TemplateFailed;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads mapping expressions (rest-api-runtime 7.1 and 9.2). */
public final class Sources {
    private static final String ERROR_MESSAGE = "errorMessage";

    private Sources() {}

    /** The source of an integration request parameter; null when it can never have a value. */
    public static @Nullable Source ofRequest(String expression, Map<String, String> variables) throws MappingRefused {
        String name = after(expression, "method.request.");
        if (name == null) {
            return common(expression, variables);
        }
        String kind = before(name);
        String rest = name.substring(Math.min(name.length(), kind.length() + 1));
        return switch (kind) {
            case "path" -> new Source.Path(rest);
            case "querystring" -> new Source.Query(ByteText.utf8(rest));
            case "multivaluequerystring" -> new Source.MultiQuery(ByteText.utf8(rest));
            case "header" -> new Source.Header(rest);
            case "multivalueheader" -> new Source.MultiHeader(rest);
            case "body" -> new Source.RequestBody(path(rest, expression));
            default -> throw new MappingRefused("unknown mapping source " + expression);
        };
    }

    /** The source of a method response header; null when it can never have a value. */
    static @Nullable Source ofResponse(String expression, Map<String, String> variables) throws MappingRefused {
        String name = after(expression, "integration.response.");
        if (name == null) {
            return common(expression, variables);
        }
        String kind = before(name);
        String rest = name.substring(Math.min(name.length(), kind.length() + 1));
        return switch (kind) {
            case "header" -> new Source.OriginHeader(rest);
            case "multivalueheader" -> new Source.OriginMultiHeader(rest);
            case "body" -> originBody(rest, expression);
            default -> throw new MappingRefused("unknown mapping source " + expression);
        };
    }

    /** The path behind {@code body.}; null for the body itself. */
    private static @Nullable JsonPath path(String rest, String expression) throws MappingRefused {
        return rest.isEmpty() ? null : compiled(rest, expression);
    }

    private static JsonPath compiled(String path, String expression) throws MappingRefused {
        try {
            return JsonPath.of(path);
        } catch (TemplateFailed failed) {
            throw new MappingRefused("malformed path in the mapping source " + expression + ": " + failed.reason());
        }
    }

    private static Source originBody(String rest, String expression) throws MappingRefused {
        String inside = after(rest, ERROR_MESSAGE + ".");
        if (inside == null) {
            return new Source.OriginBody(path(rest, expression));
        }
        return new Source.OriginError(
                compiled(rest, expression), compiled(ERROR_MESSAGE, expression), compiled(inside, expression));
    }

    private static @Nullable Source common(String expression, Map<String, String> variables) throws MappingRefused {
        String variable = after(expression, "stageVariables.");
        if (variable != null) {
            String value = variables.get(variable);
            return value == null ? null : new Source.Fixed(ByteText.utf8(value));
        }
        String leaf = after(expression, "context.");
        if (leaf != null) {
            String claim = after(leaf, "authorizer.claims.");
            if (claim != null) {
                return new Source.Claim(claim);
            }
            String key = after(leaf, "authorizer.");
            if (key != null) {
                return new Source.Authorizer(key);
            }
            ContextValue known = ContextValue.named(leaf);
            return known == null ? null : new Source.Context(known);
        }
        if (expression.length() >= 2 && expression.startsWith("'") && expression.endsWith("'")) {
            return new Source.Fixed(ByteText.utf8(expression.substring(1, expression.length() - 1)));
        }
        throw new MappingRefused("unknown mapping source " + expression);
    }

    /** The header that a mapping's target names; null for a target of another kind. */
    public static @Nullable String header(String target, String prefix) throws MappingRefused {
        String name = after(target, prefix);
        if (name != null && !FieldSyntax.isToken(name)) {
            throw new MappingRefused("the mapping target " + target + " names no header");
        }
        return name;
    }

    static @Nullable String after(String text, String prefix) {
        return text.startsWith(prefix) ? text.substring(prefix.length()) : null;
    }

    private static String before(String name) {
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }
}
