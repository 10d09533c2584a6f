/** Addresses and ranges, as policies and settings write them. */
@NullMarked
package dev.sluice.aws.net;

import org.jspecify.annotations.NullMarked;
