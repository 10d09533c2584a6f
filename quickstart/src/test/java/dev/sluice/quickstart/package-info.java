@NullMarked
package dev.sluice.quickstart;

import org.jspecify.annotations.NullMarked;
