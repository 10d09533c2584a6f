/** The command line: one class per command, and what people read. */
@NullMarked
package dev.sluice.quickstart.cli;

import org.jspecify.annotations.NullMarked;
