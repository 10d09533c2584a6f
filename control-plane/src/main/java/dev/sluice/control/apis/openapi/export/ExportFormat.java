package dev.sluice.control.apis.openapi.export;

import java.util.Arrays;
import java.util.Optional;

/** The two kinds of document that an API is exported as. */
public enum ExportFormat {
    /** Swagger 2.0. */
    SWAGGER("swagger"),
    /** OpenAPI 3.0.1. */
    OAS30("oas30");

    private final String label;

    ExportFormat(String label) {
        this.label = label;
    }

    /** The format as paths and file names spell it. */
    public String label() {
        return label;
    }

    public static Optional<ExportFormat> named(String label) {
        return Arrays.stream(values())
                .filter(format -> format.label.equals(label))
                .findFirst();
    }

    Dialect dialect() {
        return switch (this) {
            case SWAGGER -> new SwaggerDialect();
            case OAS30 -> new OpenApiDialect();
        };
    }
}
