/** Key files, encryption under them, and signatures of records. */
@NullMarked
package dev.sluice.contracts.keys;

import org.jspecify.annotations.NullMarked;
