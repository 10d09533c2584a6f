package dev.sluice.aws.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever is wrong with a call's credentials, to find it costs the same hashes: counted, since a clock proves little. */
@DisplayName("security-requirements 3, 9, 15")
class EqualWorkTest {
    enum Fault {
        NONE,
        UNKNOWN_KEY,
        FIRST_DIGIT,
        LAST_DIGIT,
        SHORT_SIGNATURE,
        TOKEN_TOO_MANY,
        TOKEN_MISSING,
        OTHER_TOKEN
    }

    @ParameterizedTest
    @EnumSource
    void everyFaultCostsTheHashesOfAGenuineCall(Fault fault) {
        // given
        var ofAGenuineCall = hashes(Fault.NONE);

        // when
        var hashes = hashes(fault);

        // then
        assertThat(hashes).isEqualTo(ofAGenuineCall);
    }

    /** The keys of a day are derived at the first call, four hashes, and the signature is one more. */
    @Test
    void aKeyIsDerivedOnce() {
        assertThat(hashes(Fault.NONE))
                .extracting(call -> call.get("HmacSHA256"))
                .containsExactly(5, 1, 1);
    }

    @ParameterizedTest
    @EnumSource
    void onlyAGenuineCallIsVerified(Fault fault) {
        assertThat(Requests.verifier("apigateway").verify(request(fault), lookup(fault)) instanceof Verdict.Verified)
                .isEqualTo(fault == Fault.NONE);
    }

    /** Of three calls in a row. */
    private static List<Map<String, Integer>> hashes(Fault fault) {
        var verifier = Requests.verifier("apigateway");
        var request = request(fault);
        var lookup = lookup(fault);
        try (var hashes = new CountedHashes()) {
            return IntStream.range(0, 3)
                    .mapToObj(_ -> {
                        verifier.verify(request, lookup);
                        return hashes.taken();
                    })
                    .toList();
        }
    }

    /** Guesses of ids cost the same whether they are alike or not. */
    @Test
    void eachUnknownKeyCostsTheSame() {
        // given
        var verifier = Requests.verifier("apigateway");
        var request = Requests.signer().sign(Requests.get("/restapis"));
        var later = hashes(Fault.UNKNOWN_KEY).getLast();
        verifier.verify(request, (_, _) -> null);
        try (var hashes = new CountedHashes()) {
            for (int guess = 0; guess < 3; guess++) {
                // when
                verifier.verify(replaced(request, Requests.KEY_ID, "AKIDGUESS" + guess), (_, _) -> null);

                // then
                assertThat(hashes.taken()).isEqualTo(later);
            }
        }
    }

    private static SignedRequest request(Fault fault) {
        var signed = Requests.signer().sign(Requests.get("/restapis?limit=5"));
        String signature = Requests.authorization(signed).replaceFirst(".*Signature=", "");
        return switch (fault) {
            case NONE, UNKNOWN_KEY, TOKEN_MISSING -> signed;
            case FIRST_DIGIT ->
                replaced(signed, "=" + signature, "=" + other(signature.charAt(0)) + signature.substring(1));
            case LAST_DIGIT -> replaced(signed, signature, signature.substring(0, 63) + other(signature.charAt(63)));
            case SHORT_SIGNATURE -> replaced(signed, signature, signature.substring(0, 8));
            case TOKEN_TOO_MANY, OTHER_TOKEN -> signer("of-nobody").sign(Requests.get("/restapis?limit=5"));
        };
    }

    private static SecretLookup lookup(Fault fault) {
        return switch (fault) {
            case UNKNOWN_KEY -> (_, _) -> null;
            case TOKEN_MISSING, OTHER_TOKEN -> (_, _) -> ofSession("of-somebody");
            case NONE, FIRST_DIGIT, LAST_DIGIT, SHORT_SIGNATURE, TOKEN_TOO_MANY -> Requests.known();
        };
    }

    private static SignatureSigner signer(String token) {
        return new SignatureSigner(Requests.KEY_ID, ofSession(token), "us-east-1", "apigateway", Requests.CLOCK);
    }

    private static AccessSecret ofSession(String token) {
        return new AccessSecret(Requests.SECRET.secret(), token, null);
    }

    private static char other(char digit) {
        return digit == '0' ? '1' : '0';
    }

    private static SignedRequest replaced(SignedRequest request, String part, String by) {
        return Requests.replacing(
                request, "Authorization", Requests.authorization(request).replace(part, by));
    }
}
