@NullMarked
package dev.sluice.control.apis.openapi.export;

import org.jspecify.annotations.NullMarked;
