@NullMarked
package dev.sluice.data.stage;

import org.jspecify.annotations.NullMarked;
