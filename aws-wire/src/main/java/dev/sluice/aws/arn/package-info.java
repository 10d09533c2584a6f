/** ARNs, and those of an installation. */
@NullMarked
package dev.sluice.aws.arn;

import org.jspecify.annotations.NullMarked;
