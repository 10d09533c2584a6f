@NullMarked
package dev.sluice.contracts.stages;

import org.jspecify.annotations.NullMarked;
