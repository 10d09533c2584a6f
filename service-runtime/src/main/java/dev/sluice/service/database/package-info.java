/** The roles of the one database: who they are, how a service signs in as them, and the check that requests cannot leave their tenant. */
@NullMarked
package dev.sluice.service.database;

import org.jspecify.annotations.NullMarked;
