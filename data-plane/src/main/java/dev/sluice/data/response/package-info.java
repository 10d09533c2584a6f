/** The answers that the gateway itself gives: one door from a failure to status, type, message and spacing. */
@NullMarked
package dev.sluice.data.response;

import org.jspecify.annotations.NullMarked;
