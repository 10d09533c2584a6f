/** API keys and usage plans: whom a key names, and whether a plan opens the stage to it. */
@NullMarked
package dev.sluice.data.access.keys;

import org.jspecify.annotations.NullMarked;
