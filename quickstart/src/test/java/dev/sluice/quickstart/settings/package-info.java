@NullMarked
package dev.sluice.quickstart.settings;

import org.jspecify.annotations.NullMarked;
