/** Deployments on the AWS wire. */
@NullMarked
package dev.sluice.control.deployments.rest;

import org.jspecify.annotations.NullMarked;
