/** Signature V4: signing, and verifying over the bytes received. */
@NullMarked
package dev.sluice.aws.signature;

import org.jspecify.annotations.NullMarked;
