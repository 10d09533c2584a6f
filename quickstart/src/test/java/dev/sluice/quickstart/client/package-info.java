@NullMarked
package dev.sluice.quickstart.client;

import org.jspecify.annotations.NullMarked;
