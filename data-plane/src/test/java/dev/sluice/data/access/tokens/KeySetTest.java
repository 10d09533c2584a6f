package dev.sluice.data.access.tokens;

import static dev.sluice.data.fixtures.TokenDraft.FIRST;
import static dev.sluice.data.fixtures.TokenDraft.SECOND;
import static dev.sluice.data.fixtures.TokenDraft.id;
import static dev.sluice.data.fixtures.TokenDraft.key;
import static dev.sluice.data.fixtures.TokenDraft.keys;
import static dev.sluice.data.fixtures.TokenDraft.number;
import static dev.sluice.data.fixtures.TokenDraft.set;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.data.fixtures.TokenDraft;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.RSAPublicKey;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("security-requirements 38, 39: key sets, whoever wrote them")
class KeySetTest {
    private static final String MODULUS = number(((RSAPublicKey) FIRST.getPublic()).getModulus());

    private static @Nullable KeySet read(String document) {
        return KeySet.read(document.getBytes(StandardCharsets.UTF_8));
    }

    private static KeySet readable(String document) {
        return Objects.requireNonNull(read(document), "a key set");
    }

    private static SignedToken token(TokenDraft draft) {
        if (SignedToken.read(draft.text()) instanceof ReadToken.Read(SignedToken token)) {
            return token;
        }
        throw new AssertionError("no token");
    }

    @Test
    void findsTheKeyThatATokenNames() {
        // when
        KeySet read = readable(set(key("first", FIRST), key("second", SECOND)));

        // then
        assertThat(read.size()).isEqualTo(2);
        assertThat(read.find(token(id("x")))).isEqualTo(FIRST.getPublic());
        assertThat(read.find(token(id("x").by("second", SECOND)))).isEqualTo(SECOND.getPublic());
        assertThat(read.find(token(id("x").by("third", SECOND)))).isNull();
        assertThat(read.find(token(id("x").header("alg", "RS384")))).isNull();
        assertThat(read.names(token(id("x").header("alg", "RS384")))).isTrue();
    }

    @Test
    void theFirstOfTwoKeysOfOneIdStands() {
        assertThat(readable(set(key("first", FIRST), key("first", SECOND))).find(token(id("x"))))
                .isEqualTo(FIRST.getPublic());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"kty\":\"oct\",\"kid\":\"first\",\"k\":\"c2VjcmV0\"}",
                "{\"kty\":\"EC\",\"kid\":\"first\",\"crv\":\"P-256\",\"x\":\"AA\",\"y\":\"AA\"}",
                "{\"kty\":\"RSA\",\"kid\":\"first\",\"e\":\"AQAB\",\"n\":\"MODULUS\",\"use\":\"enc\"}",
                "{\"kty\":\"RSA\",\"kid\":\"first\",\"e\":\"AQAB\",\"n\":\"MODULUS\",\"alg\":\"HS256\"}",
                "{\"kty\":\"RSA\",\"kid\":\"first\",\"e\":\"AQAB\",\"n\":\"MODULUS\",\"alg\":\"none\"}",
                "{\"kty\":\"RSA\",\"e\":\"AQAB\",\"n\":\"MODULUS\"}",
                "{\"kty\":\"RSA\",\"kid\":7,\"e\":\"AQAB\",\"n\":\"MODULUS\"}",
                "{\"kty\":\"RSA\",\"kid\":\"first\",\"n\":\"MODULUS\"}",
                "{\"kty\":\"RSA\",\"kid\":\"first\",\"e\":\"AQ\",\"n\":\"MODULUS\"}",
                "{\"kty\":\"RSA\",\"kid\":\"first\",\"e\":\"Ag\",\"n\":\"MODULUS\"}",
                "{\"kty\":\"RSA\",\"kid\":\"first\",\"e\":\"MODULUS\",\"n\":\"MODULUS\"}",
                "{\"kty\":\"RSA\",\"kid\":\"first\",\"e\":\"AQAB\",\"n\":\"AQAB\"}",
                "{\"kty\":\"RSA\",\"kid\":\"first\",\"e\":\"AQAB\",\"n\":\"MODULUS=\"}",
                "{\"kty\":\"RSA\",\"kid\":\"first\",\"e\":\"AQAB\",\"n\":[\"MODULUS\"]}"
            })
    void leavesOutAKeyThatCannotBeUsed(String key) {
        // when
        KeySet read = readable(set(key.replace("MODULUS", MODULUS), TokenDraft.key("second", SECOND)));

        // then
        assertThat(read.size()).isEqualTo(1);
        assertThat(read(set(key.replace("MODULUS", MODULUS)))).isNull();
    }

    @Test
    void leavesOutKeysThatAreTooShortOrWouldBeSlow() {
        // given
        String huge = number(BigInteger.ONE.shiftLeft(8_192).add(BigInteger.ONE));
        String even = number(BigInteger.ONE.shiftLeft(2_048));

        // then
        assertThat(read(set(key("first", keys(1_024))))).isNull();
        assertThat(read(set(key("first", FIRST).replace(MODULUS, huge)))).isNull();
        assertThat(read(set(key("first", FIRST).replace(MODULUS, even)))).isNull();
    }

    @Test
    void takesAHundredKeysAndNoMore() {
        // given
        String[] many = IntStream.range(0, 200)
                .mapToObj(number -> key("k" + number, FIRST))
                .toArray(String[]::new);

        // then
        assertThat(readable(set(many)).size()).isEqualTo(100);
    }

    @Test
    void aDocumentHasOneReadingOrNone() {
        // given
        String key = key("first", FIRST);

        // then
        assertThat(read(set(key))).isNotNull();
        assertThat(read("{\"keys\":[" + key + "],\"keys\":[]}")).isNull();
        assertThat(read(set(key.replace("\"kty\"", "\"n\":\"x\",\"kty\"")))).isNull();
        assertThat(read(set(key) + "x")).isNull();
        assertThat(read("{\"keys\":[" + key + "],\"x\":" + "[".repeat(50) + "]".repeat(50) + "}"))
                .isNull();
    }
}
