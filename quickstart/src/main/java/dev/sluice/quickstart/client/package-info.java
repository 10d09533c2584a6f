/** Calls of a running installation, and the files that its control plane writes for clients. */
@NullMarked
package dev.sluice.quickstart.client;

import org.jspecify.annotations.NullMarked;
