package dev.sluice.control.apis.openapi.imports;

import java.util.List;

/** What a document's base path does to the paths of its API (openapi-extensions 5). */
public enum BasePathMode {
    IGNORE,
    PREPEND,
    SPLIT;

    /** The segments that stand before each path. */
    List<String> prefix(Dialect dialect) {
        return switch (this) {
            case IGNORE -> List.of();
            case PREPEND -> dialect.basePath();
            case SPLIT -> dialect.basePath().stream().skip(1).toList();
        };
    }
}
