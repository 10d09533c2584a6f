@NullMarked
package dev.sluice.control.outbox;

import org.jspecify.annotations.NullMarked;
