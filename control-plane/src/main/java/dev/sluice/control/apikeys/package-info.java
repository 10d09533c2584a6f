/** The API keys by which a tenant's clients name themselves, and how their values are kept. */
@NullMarked
package dev.sluice.control.apikeys;

import org.jspecify.annotations.NullMarked;
