/** The tenant as AWS's account: each tenant is one (management-api 9). */
@NullMarked
package dev.sluice.control.accounts;

import org.jspecify.annotations.NullMarked;
