@NullMarked
package dev.sluice.control.apis.diff;

import org.jspecify.annotations.NullMarked;
