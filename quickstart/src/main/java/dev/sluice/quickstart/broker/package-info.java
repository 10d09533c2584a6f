@NullMarked
package dev.sluice.quickstart.broker;

import org.jspecify.annotations.NullMarked;
