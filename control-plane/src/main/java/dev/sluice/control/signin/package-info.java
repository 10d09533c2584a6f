/** People who sign in to the console: the code flow with the issuer, and the sessions of their browsers. */
@NullMarked
package dev.sluice.control.signin;

import org.jspecify.annotations.NullMarked;
