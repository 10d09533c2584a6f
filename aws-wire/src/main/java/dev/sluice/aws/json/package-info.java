/** Large JSON documents that are looked at where they stand, without a tree. */
@NullMarked
package dev.sluice.aws.json;

import org.jspecify.annotations.NullMarked;
