package dev.sluice.data.templates;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code $context} (mapping-templates 3): read-only but for what is inside of its two override maps. */
final class ContextValue implements HostValue {
    private static final String REQUEST_OVERRIDE = "requestOverride";
    private static final String RESPONSE_OVERRIDE = "responseOverride";
    private final TemplateScope scope;
    private @Nullable Map<String, ?> facts;
    private @Nullable MapValue entries;

    ContextValue(TemplateScope scope) {
        this.scope = scope;
    }

    private Map<String, ?> facts() {
        if (facts == null) {
            facts = scope.context().get();
        }
        return facts;
    }

    @Override
    public Object property(String name, Rendering rendering) {
        return switch (name) {
            case REQUEST_OVERRIDE -> scope.overrides().request();
            case RESPONSE_OVERRIDE -> scope.overrides().response();
            default -> Values.of(facts().get(name));
        };
    }

    @Override
    public Object call(String name, Object[] arguments, Rendering rendering) {
        return name.equals("get") && arguments.length == 1
                ? property(rendering.text(arguments[0]), rendering)
                : MapMethods.call(entries(), name, arguments, rendering);
    }

    /** All of it as one map, in the order of a hash map of the default capacity. */
    MapValue entries() {
        if (entries == null) {
            Map<Object, @Nullable Object> all = new HashMap<>();
            facts().forEach(all::put);
            all.put(REQUEST_OVERRIDE, scope.overrides().request());
            all.put(RESPONSE_OVERRIDE, scope.overrides().response());
            entries = new MapValue(all, false, true);
        }
        return entries;
    }
}
