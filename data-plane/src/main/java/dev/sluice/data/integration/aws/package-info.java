/** Calls of AWS services: what an integration's URI means, where it leads, and who signs (rest-api-runtime 8.5). */
@NullMarked
package dev.sluice.data.integration.aws;

import org.jspecify.annotations.NullMarked;
