/** Documentation versions on the AWS wire. */
@NullMarked
package dev.sluice.control.documentation.rest;

import org.jspecify.annotations.NullMarked;
