package dev.sluice.data.templates;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** {@code $util} (mapping-templates 4): six functions of one argument, which is turned into text first. */
enum UtilValue implements HostValue {
    UTIL;

    @Override
    public Object property(String name, Rendering rendering) {
        return Empty.EMPTY;
    }

    @Override
    public Object call(String name, Object[] arguments, Rendering rendering) {
        if (arguments.length != 1) {
            return Empty.EMPTY;
        }
        String text = rendering.text(arguments[0]);
        rendering.budget.lookedAt(text.length());
        try {
            return switch (name) {
                case "escapeJavaScript" -> limited(ScriptText.escape(text));
                case "parseJson" -> Values.of(parsed(text, rendering));
                case "urlEncode" -> limited(URLEncoder.encode(text, StandardCharsets.UTF_8));
                case "urlDecode" -> URLDecoder.decode(text, StandardCharsets.UTF_8);
                case "base64Encode" ->
                    limited(Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
                case "base64Decode" -> new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
                default -> Empty.EMPTY;
            };
        } catch (IllegalArgumentException _) {
            throw new Halted("the argument of " + name + "() is malformed");
        }
    }

    private static @Nullable Object parsed(String text, Rendering rendering) {
        BodyText body = rendering.scope.body();
        if (text.length() <= BodyText.TREE_CHARS) {
            return JsonReader.read(text);
        }
        return body.isText(text)
                ? body.read(rendering.budget)
                : TapeDocument.read(Surrogates.encoded(text), rendering.budget);
    }

    private static String limited(String text) {
        if (text.length() > TemplateLimits.STRING_CHARS) {
            throw new Halted("a text is longer than 10 MB");
        }
        return text;
    }
}
