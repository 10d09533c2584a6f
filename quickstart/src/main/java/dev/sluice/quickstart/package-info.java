/** The launcher of an installation on one machine, behind the script {@code ./sluice}. */
@NullMarked
package dev.sluice.quickstart;

import org.jspecify.annotations.NullMarked;
