/** Tests of policies over calls. */
@NullMarked
package dev.sluice.data.access.policy;

import org.jspecify.annotations.NullMarked;
