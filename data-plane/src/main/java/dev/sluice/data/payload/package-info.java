/**
 * Text and binary bodies, their conversions (rest-api-runtime 12), and the compression of replies (13). Uses the pipeline
 * only.
 */
@NullMarked
package dev.sluice.data.payload;

import org.jspecify.annotations.NullMarked;
