package dev.sluice.control.functions.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sluice.contracts.functions.FunctionAnswer.OneVersion;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A version of a function; lists leave the code out. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FunctionVersionJson(
        int version,
        String codeSha256,
        int codeBytes,
        Instant createdAt,
        @Nullable String code) {
    static FunctionVersionJson of(OneVersion version) {
        return new FunctionVersionJson(
                version.version(), version.codeSha256(), version.codeBytes(), version.createdAt(), version.code());
    }
}
