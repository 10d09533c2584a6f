package dev.sluice.data.response;

import org.jspecify.annotations.Nullable;

/** The values of {@code $context.error}, which exist for gateway responses alone (rest-api-runtime 10.2). */
enum ErrorValue {
    MESSAGE("message") {
        @Override
        @Nullable
        String of(Answer answer, String findings) {
            return answer.message();
        }
    },
    MESSAGE_STRING("messageString") {
        @Override
        String of(Answer answer, String findings) {
            return JsonText.quoteOrNull(answer.message());
        }
    },
    RESPONSE_TYPE("responseType") {
        @Override
        @Nullable
        String of(Answer answer, String findings) {
            GatewayResponseType type = answer.type();
            return type == null ? null : type.name();
        }
    },
    VALIDATION_ERROR_STRING("validationErrorString") {
        @Override
        String of(Answer answer, String findings) {
            return findings;
        }
    };

    private final String member;

    ErrorValue(String member) {
        this.member = member;
    }

    /** The value as Unicode text; null when there is none. */
    abstract @Nullable String of(Answer answer, String findings);

    static @Nullable ErrorValue named(String member) {
        for (ErrorValue value : values()) {
            if (value.member.equals(member)) {
                return value;
            }
        }
        return null;
    }
}
