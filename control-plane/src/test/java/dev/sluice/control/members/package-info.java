@NullMarked
package dev.sluice.control.members;

import org.jspecify.annotations.NullMarked;
