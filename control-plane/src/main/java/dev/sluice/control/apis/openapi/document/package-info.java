/** Documents as bounded trees: reads untrusted JSON and YAML once, and hands its parts out with the places they stand at. */
@NullMarked
package dev.sluice.control.apis.openapi.document;

import org.jspecify.annotations.NullMarked;
