@NullMarked
package dev.sluice.control.issuer.pool;

import org.jspecify.annotations.NullMarked;
