@NullMarked
package dev.sluice.data.integration.lambda;

import org.jspecify.annotations.NullMarked;
