/** Tags of every kind of object that carries them (management-api 9). */
@NullMarked
package dev.sluice.control.platform.tags;

import org.jspecify.annotations.NullMarked;
