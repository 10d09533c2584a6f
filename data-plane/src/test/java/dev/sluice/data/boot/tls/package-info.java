@NullMarked
package dev.sluice.data.boot.tls;

import org.jspecify.annotations.NullMarked;
