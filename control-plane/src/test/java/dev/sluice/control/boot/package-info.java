@NullMarked
package dev.sluice.control.boot;

import org.jspecify.annotations.NullMarked;
