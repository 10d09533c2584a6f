@NullMarked
package dev.sluice.control.functions.rest;

import org.jspecify.annotations.NullMarked;
