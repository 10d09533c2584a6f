/** Authorizers: who decides whether a caller may call a method. */
@NullMarked
package dev.sluice.control.apis.authorizers;

import org.jspecify.annotations.NullMarked;
