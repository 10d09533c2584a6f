@NullMarked
package dev.sluice.aws.patterns;

import org.jspecify.annotations.NullMarked;
