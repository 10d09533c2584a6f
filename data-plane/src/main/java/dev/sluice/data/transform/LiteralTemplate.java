package dev.sluice.data.transform;

/** Templates without a reference or directive are literal text; others are refused until there is a template engine. */
final class LiteralTemplate {
    private LiteralTemplate() {}

    static String check(String mediaType, String text) throws MappingRefused {
        if (text.indexOf('$') >= 0 || text.indexOf('#') >= 0) {
            throw new MappingRefused("the template for " + mediaType + " uses VTL, which is not supported yet");
        }
        return text;
    }
}
