/** What answers a method: the guarded client behind HTTP and HTTP_PROXY, or nobody for MOCK (rest-api-runtime 8). */
@NullMarked
package dev.sluice.data.integration;

import org.jspecify.annotations.NullMarked;
