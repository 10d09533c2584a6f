@NullMarked
package dev.sluice.data.access.keys;

import org.jspecify.annotations.NullMarked;
