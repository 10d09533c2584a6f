@NullMarked
package dev.sluice.data.payload;

import org.jspecify.annotations.NullMarked;
