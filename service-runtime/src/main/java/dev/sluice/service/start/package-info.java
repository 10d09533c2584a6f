/** What a service says when it does not start. */
@NullMarked
package dev.sluice.service.start;

import org.jspecify.annotations.NullMarked;
