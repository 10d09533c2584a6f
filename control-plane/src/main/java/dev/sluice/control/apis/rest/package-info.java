/** REST APIs, resources, methods, integrations and their responses on the AWS wire. */
@NullMarked
package dev.sluice.control.apis.rest;

import org.jspecify.annotations.NullMarked;
