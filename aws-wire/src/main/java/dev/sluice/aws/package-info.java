/** What several services must read alike, and as AWS does. Pure functions. */
@NullMarked
package dev.sluice.aws;

import org.jspecify.annotations.NullMarked;
