@NullMarked
package dev.sluice.data.transform;

import org.jspecify.annotations.NullMarked;
