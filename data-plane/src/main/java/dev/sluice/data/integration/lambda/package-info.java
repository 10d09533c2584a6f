/** Functions behind methods: the proxy contract, custom integrations and streamed answers (rest-api-runtime 8.5.1 to 8.7). */
@NullMarked
package dev.sluice.data.integration.lambda;

import org.jspecify.annotations.NullMarked;
