@NullMarked
package dev.sluice.data.pipeline;

import org.jspecify.annotations.NullMarked;
