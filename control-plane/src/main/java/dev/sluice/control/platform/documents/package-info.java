/** JSON documents in PostgreSQL columns. */
@NullMarked
package dev.sluice.control.platform.documents;

import org.jspecify.annotations.NullMarked;
