@NullMarked
package dev.sluice.data.netty;

import org.jspecify.annotations.NullMarked;
