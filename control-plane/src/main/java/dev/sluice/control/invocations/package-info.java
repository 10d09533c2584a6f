/** Test invocations: a method as it is now, run by a node without a deployment (management-api 9). */
@NullMarked
package dev.sluice.control.invocations;

import org.jspecify.annotations.NullMarked;
