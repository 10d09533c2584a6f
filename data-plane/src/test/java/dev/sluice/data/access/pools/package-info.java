@NullMarked
package dev.sluice.data.access.pools;

import org.jspecify.annotations.NullMarked;
