/** Who says who signs in: the platform's own user pool, or an OpenID Connect provider that the operator names. */
@NullMarked
package dev.sluice.control.issuer;

import org.jspecify.annotations.NullMarked;
