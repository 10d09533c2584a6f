@NullMarked
package dev.sluice.data.throttle;

import org.jspecify.annotations.NullMarked;
