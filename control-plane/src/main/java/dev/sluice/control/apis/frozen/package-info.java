/** An API as a deployment froze it. */
@NullMarked
package dev.sluice.control.apis.frozen;

import org.jspecify.annotations.NullMarked;
