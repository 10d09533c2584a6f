/** Request validators: what a method checks of a call before it goes on. */
@NullMarked
package dev.sluice.control.apis.validators;

import org.jspecify.annotations.NullMarked;
