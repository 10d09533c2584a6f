/** Who am I: the part of the security token service that every AWS client asks first. */
@NullMarked
package dev.sluice.control.sts;

import org.jspecify.annotations.NullMarked;
