/** Patch operations of the v1 API: which paths an object has, what they do, and how the others are refused. */
@NullMarked
package dev.sluice.control.platform.patch;

import org.jspecify.annotations.NullMarked;
