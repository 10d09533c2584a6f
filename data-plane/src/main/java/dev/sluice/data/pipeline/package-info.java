/**
 * One request on its way through the steps of its method. Uses nothing else of ours; every other package of the data
 * plane may use it. Knows Netty's buffers, not its HTTP types.
 */
@NullMarked
package dev.sluice.data.pipeline;

import org.jspecify.annotations.NullMarked;
