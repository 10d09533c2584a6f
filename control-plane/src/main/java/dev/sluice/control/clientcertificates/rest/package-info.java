/** Client certificates on the AWS wire. */
@NullMarked
package dev.sluice.control.clientcertificates.rest;

import org.jspecify.annotations.NullMarked;
