/** Settings, wiring, health, metrics, start and drain: the only package of the data plane that knows CDI and Quarkus. */
@NullMarked
package dev.sluice.data.boot;

import org.jspecify.annotations.NullMarked;
