package dev.sluice.data.templates;

import org.jspecify.annotations.Nullable;

/** A compiled JSONPath (mapping-templates 2.1). Immutable. */
sealed interface DocumentPath permits DefinitePath, GeneralPath {
    /** What stands there: null for JSON's null, empty when a definite path leads nowhere. */
    @Nullable
    Object find(@Nullable Object document, Budget budget);

    /** Compiles a path, with or without its leading {@code $.}; a malformed one halts. */
    static DocumentPath of(String text) {
        if (text.length() > TemplateLimits.PATTERN_CHARS) {
            throw new Halted("a JSONPath is too long");
        }
        DocumentPath plain = DefinitePath.parse(text);
        return plain == null ? GeneralPath.of(text) : plain;
    }
}
