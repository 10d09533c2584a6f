@NullMarked
package dev.sluice.control.platform.signature;

import org.jspecify.annotations.NullMarked;
