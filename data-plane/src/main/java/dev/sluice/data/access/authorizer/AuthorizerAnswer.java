package dev.sluice.data.access.authorizer;

import dev.sluice.data.pipeline.AuthorizerResult;

/** What the result of an authorizer's function amounts to. */
sealed interface AuthorizerAnswer {
    /** It decides. */
    record Decided(AuthorizerResult result) implements AuthorizerAnswer {}

    /** It is no decision; the reason is for the log. */
    record Malformed(String reason) implements AuthorizerAnswer {}
}
