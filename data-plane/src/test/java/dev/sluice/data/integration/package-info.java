@NullMarked
package dev.sluice.data.integration;

import org.jspecify.annotations.NullMarked;
