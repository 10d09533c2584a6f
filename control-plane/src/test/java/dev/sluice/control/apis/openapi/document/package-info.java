@NullMarked
package dev.sluice.control.apis.openapi.document;

import org.jspecify.annotations.NullMarked;
