@NullMarked
package dev.sluice.contracts.calls;

import org.jspecify.annotations.NullMarked;
