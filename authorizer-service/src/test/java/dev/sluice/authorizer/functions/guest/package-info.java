@NullMarked
package dev.sluice.authorizer.functions.guest;

import org.jspecify.annotations.NullMarked;
