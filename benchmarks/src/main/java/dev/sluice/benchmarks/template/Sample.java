package dev.sluice.benchmarks.template;

import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The 2 KB document that goes both ways, the templates that reshape it, and the model that it fits. */
final class Sample {
    private static final int ITEMS = 19;

    /** Loops, reads paths, escapes a text and asks the context, as templates of real APIs do. */
    static final String REQUEST_TEMPLATE = """
            #set($order = $input.path('$'))
            {
              "orderId": "$order.id",
              "customer": "$util.escapeJavaScript($order.customer)",
              "requestId": "$context.requestId",
              "stage": "$context.stage",
              "lines": [
            #foreach($item in $order.items)
                {"sku": "$item.sku", "count": $item.quantity, "price": $item.price, "note": "$item.note"}#if($foreach.hasNext),#end

            #end
              ]
            }
            """;

    static final String RESPONSE_TEMPLATE = """
            #set($order = $input.path('$'))
            {
              "id": $input.json('$.id'),
              "status": "accepted",
              "items": [
            #foreach($item in $order.items)
                {"name": "$item.sku", "quantity": $item.quantity, "total": $item.price, "text": "$item.note"}#if($foreach.hasNext),#end

            #end
              ]
            }
            """;

    private Sample() {}

    static String text() {
        String items = IntStream.range(0, ITEMS)
                .mapToObj(number ->
                        "{\"sku\":\"part-%04d\",\"quantity\":%d,\"price\":%d.25,\"note\":\"%s\",\"gift\":false}"
                                .formatted(
                                        number,
                                        number + 1,
                                        10 * number + 3,
                                        "a line of text that a person wrote " + number))
                .collect(Collectors.joining(","));
        return "{\"id\":\"order-1234567\",\"customer\":\"Ms. O'Neill\",\"items\":[" + items + "]}";
    }

    static byte[] bytes() {
        return text().getBytes(StandardCharsets.UTF_8);
    }

    /** Ten properties with what models mostly ask of them. */
    static String model() {
        return IntStream.range(0, 10)
                .mapToObj(number -> "\"property" + number
                        + "\":{\"type\":\"string\",\"minLength\":1,\"maxLength\":400,\"pattern\":\"^[a-z]\"}")
                .collect(Collectors.joining(
                        ",", "{\"type\":\"object\",\"required\":[\"property0\",\"property9\"],\"properties\":{", "}}"));
    }

    static byte[] modelled() {
        return IntStream.range(0, 10)
                .mapToObj(number -> "\"property" + number + "\":\"" + "x".repeat(190) + "\"")
                .collect(Collectors.joining(",", "{", "}"))
                .getBytes(StandardCharsets.UTF_8);
    }
}
