/** The web console's door; its files are static and come from {@code web-console}. */
@NullMarked
package dev.sluice.control.console;

import org.jspecify.annotations.NullMarked;
