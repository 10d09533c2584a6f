@NullMarked
package dev.sluice.data.response;

import org.jspecify.annotations.NullMarked;
