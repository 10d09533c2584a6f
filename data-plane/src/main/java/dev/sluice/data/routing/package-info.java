/** From a host name to an API, and from a path to a method. Uses nothing else of ours. */
@NullMarked
package dev.sluice.data.routing;

import org.jspecify.annotations.NullMarked;
