@NullMarked
package dev.sluice.control.metering;

import org.jspecify.annotations.NullMarked;
