/** Tags on the AWS wire. */
@NullMarked
package dev.sluice.control.tags.rest;

import org.jspecify.annotations.NullMarked;
