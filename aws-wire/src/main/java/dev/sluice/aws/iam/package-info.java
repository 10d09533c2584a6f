@NullMarked
package dev.sluice.aws.iam;

import org.jspecify.annotations.NullMarked;
