@NullMarked
package dev.sluice.data.origin;

import org.jspecify.annotations.NullMarked;
