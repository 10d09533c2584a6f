@NullMarked
package dev.sluice.data.sync;

import org.jspecify.annotations.NullMarked;
