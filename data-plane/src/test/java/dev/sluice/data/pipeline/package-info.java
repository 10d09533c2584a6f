/** Tests of the pipeline's shared parts. */
@NullMarked
package dev.sluice.data.pipeline;

import org.jspecify.annotations.NullMarked;
