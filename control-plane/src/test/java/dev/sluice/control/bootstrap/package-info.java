@NullMarked
package dev.sluice.control.bootstrap;

import org.jspecify.annotations.NullMarked;
