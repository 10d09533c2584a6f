package dev.sluice.data.integration.lambda;

import dev.sluice.data.pipeline.Headers;

/**
 * What a function behind a proxy integration returned, once it kept the contract (rest-api-runtime 8.6).
 *
 * @param status 200 to 599
 * @param headers of both maps, merged; names and values fit for the wire
 * @param body the text as it was returned
 */
record ProxyResult(int status, Headers headers, String body, boolean base64) {}
