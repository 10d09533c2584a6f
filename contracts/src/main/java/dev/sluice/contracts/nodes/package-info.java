@NullMarked
package dev.sluice.contracts.nodes;

import org.jspecify.annotations.NullMarked;
