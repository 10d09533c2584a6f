/** What access control adds to a call of a node: tokens, API keys, throttles and quotas, results of authorizers. */
@NullMarked
package dev.sluice.benchmarks.access;

import org.jspecify.annotations.NullMarked;
