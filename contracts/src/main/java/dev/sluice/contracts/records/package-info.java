/** How a record is written and read: JSON, packing, signature, limits; and the topics. */
@NullMarked
package dev.sluice.contracts.records;

import org.jspecify.annotations.NullMarked;
