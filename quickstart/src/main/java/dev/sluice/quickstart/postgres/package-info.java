/** PostgreSQL's programs, its data folder and its server. */
@NullMarked
package dev.sluice.quickstart.postgres;

import org.jspecify.annotations.NullMarked;
