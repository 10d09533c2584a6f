@NullMarked
package dev.sluice.authorizer.functions.wire;

import org.jspecify.annotations.NullMarked;
