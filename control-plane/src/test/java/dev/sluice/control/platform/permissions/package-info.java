@NullMarked
package dev.sluice.control.platform.permissions;

import org.jspecify.annotations.NullMarked;
