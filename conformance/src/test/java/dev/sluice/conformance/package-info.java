/** Golden calls against an installation, and whether they cover the operations table. */
@NullMarked
package dev.sluice.conformance;

import org.jspecify.annotations.NullMarked;
