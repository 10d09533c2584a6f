/** Tenants' functions: what is stored of them, and their calls. */
@NullMarked
package dev.sluice.authorizer.functions;

import org.jspecify.annotations.NullMarked;
