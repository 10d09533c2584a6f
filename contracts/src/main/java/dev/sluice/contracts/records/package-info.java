@NullMarked
package dev.sluice.contracts.records;

import org.jspecify.annotations.NullMarked;
