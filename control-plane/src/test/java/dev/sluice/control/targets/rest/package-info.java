@NullMarked
package dev.sluice.control.targets.rest;

import org.jspecify.annotations.NullMarked;
