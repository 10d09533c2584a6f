/** The security token service: who a caller is, and temporary credentials for a role. */
@NullMarked
package dev.sluice.control.sts;

import org.jspecify.annotations.NullMarked;
