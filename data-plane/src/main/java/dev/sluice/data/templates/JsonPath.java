package dev.sluice.data.templates;

/** A path into a JSON body, compiled when the stage is. Immutable. */
public final class JsonPath {
    private final DocumentPath compiled;

    private JsonPath(DocumentPath compiled) {
        this.compiled = compiled;
    }

    /** Compiles a path, with or without its leading {@code $.}. */
    public static JsonPath of(String text) throws TemplateFailed {
        try {
            return new JsonPath(DocumentPath.of(text));
        } catch (Halted halted) {
            throw new TemplateFailed(halted.reason());
        }
    }

    DocumentPath compiled() {
        return compiled;
    }
}
