@NullMarked
package dev.sluice.control.platform.ids;

import org.jspecify.annotations.NullMarked;
