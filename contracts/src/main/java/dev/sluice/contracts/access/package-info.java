@NullMarked
package dev.sluice.contracts.access;

import org.jspecify.annotations.NullMarked;
