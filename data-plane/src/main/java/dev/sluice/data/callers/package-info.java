/** Access keys, roles and sessions, as this node has heard of them: written by what reads topics, read by calls. */
@NullMarked
package dev.sluice.data.callers;

import org.jspecify.annotations.NullMarked;
