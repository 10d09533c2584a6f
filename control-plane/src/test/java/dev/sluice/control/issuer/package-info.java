@NullMarked
package dev.sluice.control.issuer;

import org.jspecify.annotations.NullMarked;
