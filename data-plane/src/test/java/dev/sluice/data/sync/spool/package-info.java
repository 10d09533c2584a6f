@NullMarked
package dev.sluice.data.sync.spool;

import org.jspecify.annotations.NullMarked;
