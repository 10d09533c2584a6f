/** How an OpenAPI document becomes the definition of an API (openapi-extensions). */
@NullMarked
package dev.sluice.control.apis.openapi.imports;

import org.jspecify.annotations.NullMarked;
