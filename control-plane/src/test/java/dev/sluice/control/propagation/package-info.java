@NullMarked
package dev.sluice.control.propagation;

import org.jspecify.annotations.NullMarked;
