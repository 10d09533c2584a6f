/** The control plane: the management API and the platform API, one package per feature. */
@NullMarked
package dev.sluice.control;

import org.jspecify.annotations.NullMarked;
