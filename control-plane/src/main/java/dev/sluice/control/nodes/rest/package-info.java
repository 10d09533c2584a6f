/** The nodes for the operator, over HTTP. */
@NullMarked
package dev.sluice.control.nodes.rest;

import org.jspecify.annotations.NullMarked;
