/** Where tenants' integrations with functions and AWS services lead, and who signs for them: the table of the node. */
@NullMarked
package dev.sluice.data.targets;

import org.jspecify.annotations.NullMarked;
