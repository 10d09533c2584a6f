/** Certificates that nodes present to origins on behalf of a tenant's stages (management-api 5). */
@NullMarked
package dev.sluice.control.clientcertificates;

import org.jspecify.annotations.NullMarked;
