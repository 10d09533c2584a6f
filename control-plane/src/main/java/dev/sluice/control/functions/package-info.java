/** Tenants' functions. They live in the authorizer service; here calls are permitted, translated and audited. */
@NullMarked
package dev.sluice.control.functions;

import org.jspecify.annotations.NullMarked;
