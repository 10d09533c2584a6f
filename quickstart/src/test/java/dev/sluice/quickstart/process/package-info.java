@NullMarked
package dev.sluice.quickstart.process;

import org.jspecify.annotations.NullMarked;
