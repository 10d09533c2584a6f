/** What stands behind a method, and how its answers are mapped. */
@NullMarked
package dev.sluice.control.apis.integrations;

import org.jspecify.annotations.NullMarked;
