package dev.sluice.data.transform;

import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.pipeline.Headers;
import dev.sluice.data.templates.TemplateScope;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What {@code $input.params()} shows: the last value of each name, as text (mapping-templates 2). Hash maps of the usual
 * capacity, since a template may print them (mapping-templates 3, case 47). Pure functions.
 */
final class RequestParameters {
    private RequestParameters() {}

    static TemplateScope.Parameters of(Exchange exchange) {
        return new TemplateScope.Parameters(
                path(exchange), QueryText.lastValues(exchange.request().query()), header(exchange));
    }

    private static Map<String, String> path(Exchange exchange) {
        List<String> names = exchange.routedMethod().pathParameters();
        Map<String, String> values = new HashMap<>();
        for (String name : names) {
            String value = exchange.pathParameter(name);
            if (value != null) {
                values.put(name, ByteText.text(value));
            }
        }
        return values;
    }

    private static Map<String, String> header(Exchange exchange) {
        Headers headers = exchange.request().headers();
        // decisions 19: names have no case of their own over HTTP/2
        Map<String, String> values =
                headers.isCaseless() ? new TreeMap<>(String.CASE_INSENSITIVE_ORDER) : new HashMap<>();
        for (int index = 0; index < headers.size(); index++) {
            values.put(headers.name(index), ByteText.text(headers.value(index)));
        }
        return values;
    }
}
