@NullMarked
package dev.sluice.control.platform.data;

import org.jspecify.annotations.NullMarked;
