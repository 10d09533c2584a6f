@NullMarked
package dev.sluice.control.platform.browsers;

import org.jspecify.annotations.NullMarked;
