@NullMarked
package dev.sluice.contracts.sessions;

import org.jspecify.annotations.NullMarked;
