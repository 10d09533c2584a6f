/** Browsers that are signed in: their cookie, their session, and whether a request comes from a page of the console. */
@NullMarked
package dev.sluice.control.platform.browsers;

import org.jspecify.annotations.NullMarked;
