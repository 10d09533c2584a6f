@NullMarked
package dev.sluice.authorizer.turns;

import org.jspecify.annotations.NullMarked;
