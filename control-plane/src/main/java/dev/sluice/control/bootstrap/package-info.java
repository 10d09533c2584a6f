/** The first start: operator, first tenant, and the credentials file. */
@NullMarked
package dev.sluice.control.bootstrap;

import org.jspecify.annotations.NullMarked;
