@NullMarked
package dev.sluice.authorizer;

import org.jspecify.annotations.NullMarked;
