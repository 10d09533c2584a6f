@NullMarked
package dev.sluice.quickstart.launch;

import org.jspecify.annotations.NullMarked;
