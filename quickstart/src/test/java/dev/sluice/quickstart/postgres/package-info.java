@NullMarked
package dev.sluice.quickstart.postgres;

import org.jspecify.annotations.NullMarked;
