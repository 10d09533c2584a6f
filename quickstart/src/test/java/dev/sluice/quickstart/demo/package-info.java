@NullMarked
package dev.sluice.quickstart.demo;

import org.jspecify.annotations.NullMarked;
