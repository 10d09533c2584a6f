@NullMarked
package dev.sluice.control.apis.openapi.imports;

import org.jspecify.annotations.NullMarked;
