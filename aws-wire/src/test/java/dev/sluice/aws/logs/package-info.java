@NullMarked
package dev.sluice.aws.logs;

import org.jspecify.annotations.NullMarked;
