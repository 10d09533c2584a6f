@NullMarked
package dev.sluice.aws.arn;

import org.jspecify.annotations.NullMarked;
