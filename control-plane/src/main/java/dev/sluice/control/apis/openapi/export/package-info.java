/** Writes an API as a Swagger 2.0 or OpenAPI 3.0 document (openapi-extensions 6); the reverse of the import. */
@NullMarked
package dev.sluice.control.apis.openapi.export;

import org.jspecify.annotations.NullMarked;
