/** Mapping templates: Velocity's grammar, run on value types and an interpreter of our own. */
@NullMarked
package dev.sluice.data.templates;

import org.jspecify.annotations.NullMarked;
