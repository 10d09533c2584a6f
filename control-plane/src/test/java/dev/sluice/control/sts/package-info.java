@NullMarked
package dev.sluice.control.sts;

import org.jspecify.annotations.NullMarked;
