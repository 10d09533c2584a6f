@NullMarked
package dev.sluice.data.telemetry;

import org.jspecify.annotations.NullMarked;
