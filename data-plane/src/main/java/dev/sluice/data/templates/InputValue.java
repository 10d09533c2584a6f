package dev.sluice.data.templates;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code $input} (mapping-templates 2). The payload is read once, and the document it gives is live. */
final class InputValue implements HostValue {
    static final String NOTHING = "\"\"";
    private final TemplateScope scope;
    private boolean isRead;
    private @Nullable Object document;
    private TemplateScope.@Nullable Parameters parameters;
    private @Nullable MapValue parts;

    InputValue(TemplateScope scope) {
        this.scope = scope;
    }

    @Override
    public Object property(String name, Rendering rendering) {
        return name.equals("body") ? body() : Empty.EMPTY;
    }

    @Override
    public Object call(String name, Object[] arguments, Rendering rendering) {
        if (arguments.length == 0) {
            return name.equals("params") ? parts() : Empty.EMPTY;
        }
        if (arguments.length > 1) {
            return Empty.EMPTY;
        }
        String argument = rendering.text(arguments[0]);
        return switch (name) {
            case "path" -> Values.of(find(argument, rendering));
            case "json" -> json(find(argument, rendering), rendering.budget);
            case "params" -> parameter(argument);
            default -> Empty.EMPTY;
        };
    }

    private String body() {
        String text = scope.body().text();
        return text.isEmpty() ? "{}" : text;
    }

    /** What stands at the path: null for JSON's null, empty when there is nothing. */
    @Nullable
    Object find(String path, Rendering rendering) {
        if (!isRead) {
            isRead = true;
            document = scope.body().read(rendering.budget);
        }
        return document == Empty.EMPTY
                ? Empty.EMPTY
                : rendering.caches.path(path, rendering.budget).find(document, rendering.budget);
    }

    private static String json(@Nullable Object found, Budget budget) {
        return found == Empty.EMPTY ? NOTHING : Printer.json(found, budget);
    }

    private Object parameter(String name) {
        TemplateScope.Parameters all = parameters();
        String value = all.path().get(name);
        if (value == null) {
            value = all.querystring().get(name);
        }
        if (value == null) {
            value = all.header().get(name);
        }
        return value == null ? "" : value;
    }

    private TemplateScope.Parameters parameters() {
        if (parameters == null) {
            parameters = scope.parameters().get();
        }
        return parameters;
    }

    private MapValue parts() {
        if (parts == null) {
            TemplateScope.Parameters all = parameters();
            Map<Object, @Nullable Object> named = new HashMap<>();
            named.put("path", MapValue.view(all.path(), false));
            named.put("querystring", MapValue.view(all.querystring(), false));
            named.put("header", MapValue.view(all.header(), false));
            parts = new MapValue(named, false, false);
        }
        return parts;
    }
}
