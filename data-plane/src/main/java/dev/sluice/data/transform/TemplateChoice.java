package dev.sluice.data.transform;

import dev.sluice.data.pipeline.Exchange;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What to do with a request's body by its media type (rest-api-runtime 7.4). Immutable.
 *
 * @param <T> what a template was compiled to; passing and refusing are values of it too
 */
public final class TemplateChoice<T> {
    private final String[] types;
    private final List<T> choices;
    private final T otherwise;

    private TemplateChoice(SortedMap<String, T> byType, T otherwise) {
        this.types = byType.keySet().toArray(String[]::new);
        this.choices = List.copyOf(byType.values());
        this.otherwise = otherwise;
    }

    /**
     * Compiles the templates of an integration.
     *
     * @param compile what a template's text becomes; an empty template passes the body
     */
    public static <T> TemplateChoice<T> of(
            Map<String, String> templates, String behavior, Function<String, T> compile, T pass, T refuse) {
        SortedMap<String, T> byType = new TreeMap<>();
        T otherwise = behavior.equals("NEVER") || (behavior.equals("WHEN_NO_TEMPLATES") && !templates.isEmpty())
                ? refuse
                : pass;
        for (var template : templates.entrySet()) {
            String text = template.getValue();
            T choice = text.isEmpty() ? pass : compile.apply(text);
            if (template.getKey().equals("$default")) {
                otherwise = choice;
            } else {
                byType.put(template.getKey(), choice);
            }
        }
        return new TemplateChoice<>(byType, otherwise);
    }

    /** The choice for a request. */
    public T choose(Exchange exchange) {
        if (types.length > 0) {
            String type = exchange.request().headers().last("Content-Type");
            for (int index = 0; index < types.length; index++) {
                if (MediaTypes.isOf(types[index], type)) {
                    return choices.get(index);
                }
            }
        }
        return otherwise;
    }
}
