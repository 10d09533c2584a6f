/** The tree of paths of an API. */
@NullMarked
package dev.sluice.control.apis.resources;

import org.jspecify.annotations.NullMarked;
