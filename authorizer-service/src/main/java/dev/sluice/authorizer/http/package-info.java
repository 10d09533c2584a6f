/** What every door does alike: bodies within bounds, and the address of who asks. */
@NullMarked
package dev.sluice.authorizer.http;

import org.jspecify.annotations.NullMarked;
