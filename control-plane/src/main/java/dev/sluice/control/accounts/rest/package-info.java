/** The account on the AWS wire. */
@NullMarked
package dev.sluice.control.accounts.rest;

import org.jspecify.annotations.NullMarked;
