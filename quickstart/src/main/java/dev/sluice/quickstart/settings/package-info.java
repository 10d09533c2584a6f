/** What a start may be told, and its ports. */
@NullMarked
package dev.sluice.quickstart.settings;

import org.jspecify.annotations.NullMarked;
