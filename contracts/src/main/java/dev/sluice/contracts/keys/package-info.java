@NullMarked
package dev.sluice.contracts.keys;

import org.jspecify.annotations.NullMarked;
