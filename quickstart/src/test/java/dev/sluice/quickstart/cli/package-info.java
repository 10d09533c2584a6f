@NullMarked
package dev.sluice.quickstart.cli;

import org.jspecify.annotations.NullMarked;
