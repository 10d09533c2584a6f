@NullMarked
package dev.sluice.quickstart.state;

import org.jspecify.annotations.NullMarked;
