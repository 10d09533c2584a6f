@NullMarked
package dev.sluice.aws.signature;

import org.jspecify.annotations.NullMarked;
