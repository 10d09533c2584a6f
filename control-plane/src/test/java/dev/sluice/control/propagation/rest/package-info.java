@NullMarked
package dev.sluice.control.propagation.rest;

import org.jspecify.annotations.NullMarked;
