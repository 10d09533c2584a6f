package dev.sluice.control.apis.openapi.export;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Where Swagger 2.0 and OpenAPI 3.0 differ. */
sealed interface Dialect permits SwaggerDialect, OpenApiDialect {
    /** Everything before the paths. */
    void begin(ObjectNode document, ExportedStage stage, ObjectNode endpoint);

    /** Parameters, bodies and answers of an operation. */
    void describe(ObjectNode operation, ExportedMethod method);

    /** Security schemes and models. */
    void end(ObjectNode document, ObjectNode securitySchemes, ObjectNode models);

    /** What a reference to a model begins with. */
    String modelPrefix();

    /** Whether the extension of the endpoint stands at the root. */
    boolean hasEndpointAtRoot();
}
