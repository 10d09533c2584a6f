/** Tests of request validation. */
@NullMarked
package dev.sluice.data.validation;

import org.jspecify.annotations.NullMarked;
