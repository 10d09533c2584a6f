/** Tests of the access keys that a node knows. */
@NullMarked
package dev.sluice.data.callers;

import org.jspecify.annotations.NullMarked;
