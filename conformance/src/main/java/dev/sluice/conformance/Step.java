package dev.sluice.conformance;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One call and its answer.
 *
 * @param place file and line
 * @param call an operation by its name in the SDK, or a verb and a target for what an SDK would not send
 * @param input members of the operation as the SDK names them, or the body of the raw call
 * @param error the error's type; empty for a success
 * @param body what the answer must hold; a missing node where it must be empty
 */
record Step(String place, String call, JsonNode input, int status, String error, JsonNode body) {
    boolean isRaw() {
        return call.indexOf(' ') > 0;
    }

    boolean isSuccess() {
        return status < 300;
    }
}
