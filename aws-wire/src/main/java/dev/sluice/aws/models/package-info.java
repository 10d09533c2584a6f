/** Models of bodies: JSON schemas of draft 4, compiled once and judged in bounded steps, the same in both planes. */
@NullMarked
package dev.sluice.aws.models;

import org.jspecify.annotations.NullMarked;
