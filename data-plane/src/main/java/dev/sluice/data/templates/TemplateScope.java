package dev.sluice.data.templates;

import java.util.Map;
import java.util.function.Supplier;

/**
 * What one rendering reads, and the overrides that it may write. Maps are read, never written, and printed in their
 * own order, so they are plain {@code HashMap}s filled in the order of the request (mapping-templates 3).
 *
 * @param body the payload; empty counts as {@code {}}
 * @param parameters asked for once, and only when the template reads {@code $input.params}
 * @param context asked for once, and only when the template reads {@code $context}; nested maps of String, Number,
 *     Boolean and null. Its key order is that of the supplied map; the two override maps are added here.
 */
public record TemplateScope(
        BodyText body,
        Supplier<Parameters> parameters,
        Supplier<? extends Map<String, ?>> context,
        Map<String, String> stageVariables,
        Overrides overrides) {

    /** Of a payload whose text is at hand. */
    public TemplateScope(
            String body,
            Supplier<Parameters> parameters,
            Supplier<? extends Map<String, ?>> context,
            Map<String, String> stageVariables,
            Overrides overrides) {
        this(BodyText.of(body), parameters, context, stageVariables, overrides);
    }

    /** The parameters of the method request; of repeated ones the last value (mapping-templates 2). */
    public record Parameters(Map<String, String> path, Map<String, String> querystring, Map<String, String> header) {}
}
