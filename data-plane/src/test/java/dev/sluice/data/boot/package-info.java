@NullMarked
package dev.sluice.data.boot;

import org.jspecify.annotations.NullMarked;
