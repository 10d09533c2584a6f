/** VPC links on the AWS wire. */
@NullMarked
package dev.sluice.control.vpclinks.rest;

import org.jspecify.annotations.NullMarked;
