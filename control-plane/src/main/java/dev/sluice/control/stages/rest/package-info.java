/** Stages on the AWS wire. */
@NullMarked
package dev.sluice.control.stages.rest;

import org.jspecify.annotations.NullMarked;
