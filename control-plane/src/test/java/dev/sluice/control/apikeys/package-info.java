@NullMarked
package dev.sluice.control.apikeys;

import org.jspecify.annotations.NullMarked;
