/** The master key, and the data key that each tenant's secrets are sealed with. */
@NullMarked
package dev.sluice.control.platform.keys;

import org.jspecify.annotations.NullMarked;
