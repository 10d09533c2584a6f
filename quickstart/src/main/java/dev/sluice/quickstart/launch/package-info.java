/** The order of start and stop, and what a start writes for people, clients and tests. */
@NullMarked
package dev.sluice.quickstart.launch;

import org.jspecify.annotations.NullMarked;
