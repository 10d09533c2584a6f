@NullMarked
package dev.sluice.data.edge;

import org.jspecify.annotations.NullMarked;
