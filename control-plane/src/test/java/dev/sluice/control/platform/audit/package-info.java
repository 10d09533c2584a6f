@NullMarked
package dev.sluice.control.platform.audit;

import org.jspecify.annotations.NullMarked;
