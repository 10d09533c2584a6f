@NullMarked
package dev.sluice.data.access.tokens;

import org.jspecify.annotations.NullMarked;
