/** Starts the process, and says in one sentence why it does not start. */
@NullMarked
package dev.sluice.control.boot;

import org.jspecify.annotations.NullMarked;
