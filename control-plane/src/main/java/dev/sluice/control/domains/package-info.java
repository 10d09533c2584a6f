/** Custom domain names and what their base paths lead to. Stored and checked; no node serves them yet. */
@NullMarked
package dev.sluice.control.domains;

import org.jspecify.annotations.NullMarked;
