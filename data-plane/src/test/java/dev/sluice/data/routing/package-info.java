@NullMarked
package dev.sluice.data.routing;

import org.jspecify.annotations.NullMarked;
