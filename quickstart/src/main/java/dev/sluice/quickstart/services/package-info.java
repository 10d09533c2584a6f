/** The JVMs of an installation: memory, settings, keys, start cache. */
@NullMarked
package dev.sluice.quickstart.services;

import org.jspecify.annotations.NullMarked;
