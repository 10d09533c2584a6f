@NullMarked
package dev.sluice.authorizer.functions;

import org.jspecify.annotations.NullMarked;
