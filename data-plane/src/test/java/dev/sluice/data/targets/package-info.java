@NullMarked
package dev.sluice.data.targets;

import org.jspecify.annotations.NullMarked;
