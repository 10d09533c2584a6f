@NullMarked
package dev.sluice.system;

import org.jspecify.annotations.NullMarked;
