/** {@code ./sluice demo}: a sample API, made, called and removed again. */
@NullMarked
package dev.sluice.quickstart.demo;

import org.jspecify.annotations.NullMarked;
