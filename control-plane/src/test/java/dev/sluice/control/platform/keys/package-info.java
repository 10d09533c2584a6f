@NullMarked
package dev.sluice.control.platform.keys;

import org.jspecify.annotations.NullMarked;
