@NullMarked
package dev.sluice.control.nodes;

import org.jspecify.annotations.NullMarked;
