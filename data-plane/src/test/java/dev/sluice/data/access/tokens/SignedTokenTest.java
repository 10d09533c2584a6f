package dev.sluice.data.access.tokens;

import static dev.sluice.data.fixtures.TokenDraft.FIRST;
import static dev.sluice.data.fixtures.TokenDraft.SECOND;
import static dev.sluice.data.fixtures.TokenDraft.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.data.fixtures.TokenDraft;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("security-requirements 38: tokens that strangers wrote")
class SignedTokenTest {
    private static final String ISSUER = "https://example.com/pool";

    private static TokenDraft genuine() {
        return id(ISSUER);
    }

    private static String reason(String token) {
        return SignedToken.read(token) instanceof ReadToken.Malformed(String reason) ? reason : "it was read";
    }

    private static SignedToken read(String token) {
        if (SignedToken.read(token) instanceof ReadToken.Read(SignedToken read)) {
            return read;
        }
        throw new AssertionError(reason(token));
    }

    @Test
    void readsAGenuineToken() {
        // when
        SignedToken token = read(genuine().text());

        // then
        assertThat(token.claims().text("iss")).isEqualTo(ISSUER);
        assertThat(token.isSignedBy(FIRST.getPublic())).isTrue();
        assertThat(token.isSignedBy(SECOND.getPublic())).isFalse();
        assertThat(token.toString()).doesNotContain(ISSUER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"none", "None", "NONE", "", "HS256", "HS384", "HS512", "ES256", "PS256", "EdDSA", "rs256", "RS1"
            })
    void knowsNoAlgorithmButThoseOfRsa(String algorithm) {
        // given
        String unsigned = genuine().header("alg", algorithm).unsigned();

        // then
        assertThat(reason(unsigned + ".")).isEqualTo("token has a malformed segment");
        assertThat(reason(unsigned + ".AAAA")).isEqualTo("token is signed by an algorithm that is not supported");
    }

    @Test
    void aPublicKeyIsNoSecretOfAnHmac() throws GeneralSecurityException {
        // given
        String unsigned = genuine().header("alg", "HS256").unsigned();
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(FIRST.getPublic().getEncoded(), "HmacSHA256"));
        byte[] code = mac.doFinal(unsigned.getBytes(StandardCharsets.US_ASCII));

        // then
        assertThat(reason(
                        unsigned + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(code)))
                .isEqualTo("token is signed by an algorithm that is not supported");
    }

    @Test
    void keysInATokenHaveNoSay() {
        // given
        String key = TokenDraft.key("first", SECOND);
        for (String member : List.of("jwk", "jku", "x5u", "x5c", "x5t")) {
            String header = "{\"kid\":\"first\",\"alg\":\"RS256\",\"" + member + "\":"
                    + (member.equals("jwk") ? key : "\"http://127.0.0.1/\"") + "}";

            // when
            SignedToken token = read(genuine().by("first", SECOND).under(header));

            // then
            assertThat(token.isSignedBy(FIRST.getPublic())).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[\"exp\"]", "[\"b64\"]", "[]", "null", "\"x\"", "[\"x\",\"x\"]"})
    void criticalExtensionsRefuse(String list) {
        assertThat(reason(genuine().under("{\"kid\":\"first\",\"alg\":\"RS256\",\"crit\":" + list + "}")))
                .isEqualTo("token has critical extensions");
    }

    @Test
    void anAlgorithmOrAKeyThatIsNoTextIsNone() {
        assertThat(reason(genuine().under("{\"kid\":\"first\",\"alg\":[\"RS256\"]}")))
                .isEqualTo("token is signed by an algorithm that is not supported");
        assertThat(reason(genuine().under("{\"kid\":7,\"alg\":\"RS256\"}"))).isEqualTo("token names no key");
        assertThat(reason(genuine().under("{\"alg\":\"RS256\"}"))).isEqualTo("token names no key");
        assertThat(reason(genuine().header("kid", "k".repeat(513)).text())).isEqualTo("token names no key");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"kid\":\"first\",\"alg\":\"none\",\"alg\":\"RS256\"}",
                "{\"kid\":\"x\",\"alg\":\"RS256\",\"kid\":\"first\"}",
                "{\"kid\":\"first\",\"alg\":\"RS256\",\"a\":{\"b\":1,\"b\":2}}",
                "{\"kid\":\"first\",\"alg\":\"RS256\"}{}",
                "{\"kid\":\"first\",\"alg\":\"RS256\"",
                "[]",
                "\"x\"",
                "null",
                "",
                "{'kid':'first','alg':'RS256'}",
                "{\"kid\":\"first\",\"alg\":\"RS256\",}",
                "{\"kid\":\"first\",/*x*/\"alg\":\"RS256\"}"
            })
    void aHeaderHasOneReadingOrNone(String header) {
        assertThat(reason(genuine().under(header))).isEqualTo("token has a malformed segment");
    }

    @Test
    void claimsHaveOneReadingOrNone() {
        // given
        String claims = genuine().claims();
        String inside = claims.substring(1, claims.length() - 1);
        String deep = "[".repeat(30) + "]".repeat(30);

        // then
        for (String text : List.of(
                "{" + inside + ",\"sub\":\"another\"}",
                "{\"iss\":\"x\"," + inside + "}",
                "{" + inside + ",\"a\":" + deep + "}",
                "{" + inside + ",\"a\":" + "9".repeat(65) + "}",
                "{" + inside + "} ,",
                "\uFEFF{" + inside + "}",
                "[" + claims + "]")) {
            assertThat(reason(genuine().with(text))).as(text).isEqualTo("token has a malformed segment");
        }
    }

    @Test
    void whatIsNoUtf8IsNoToken() {
        // given
        byte[] bytes = {'{', '"', 'a', '"', ':', '"', (byte) 0xC0, (byte) 0x80, '"', '}'};
        String segment = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        String genuine = genuine().text();

        // then
        assertThat(reason(genuine.substring(0, genuine.indexOf('.') + 1)
                        + segment
                        + genuine.substring(genuine.lastIndexOf('.'))))
                .isEqualTo("token has a malformed segment");
    }

    @Test
    void segmentsHaveOneSpelling() {
        // given
        String genuine = genuine().text();
        String head = genuine.substring(0, genuine.lastIndexOf('.') + 1);
        String signature = genuine.substring(head.length());
        String padded = signature + "=".repeat((4 - signature.length() % 4) % 4);
        char last = signature.charAt(signature.length() - 1);

        // then
        assertThat(signature).hasSize(342);
        assertThat(reason(head + padded)).isEqualTo("token has a malformed segment");
        assertThat(reason(head + signature.substring(0, 341) + (char) (last + 1)))
                .isEqualTo("token has a malformed segment");
        assertThat(reason(head + signature + "AAA")).isEqualTo("token has a malformed segment");
        assertThat(reason(head + signature.substring(0, 340) + " " + last)).isEqualTo("token has a malformed segment");
        assertThat(reason(head + "+" + signature.substring(1))).isEqualTo("token has a malformed segment");
        assertThat(reason(head + "\u00e9" + signature.substring(1))).isEqualTo("token has a malformed segment");
        assertThat(reason(genuine + ".")).isEqualTo("token contains an invalid number of segments");
        assertThat(reason(genuine + ".x.y")).isEqualTo("token contains an invalid number of segments");
        assertThat(reason(head.substring(0, head.length() - 1)))
                .isEqualTo("token contains an invalid number of segments");
    }

    @Test
    void isAsLongAsItMayBe() {
        // given
        String token = genuine().text();
        int room = SignedToken.MAX_CHARS - token.length();
        String grown = genuine().claim("x", "y".repeat(room * 3 / 4 - 20)).text();

        // then
        assertThat(grown.length()).isBetween(SignedToken.MAX_CHARS - 60, SignedToken.MAX_CHARS);
        assertThat(read(grown).claims().text("x")).startsWith("yy");
        assertThat(reason("a".repeat(SignedToken.MAX_CHARS + 1))).isEqualTo("token has more than 8192 characters");
    }

    @Test
    void aSignatureOfTheSameKeyByAnotherAlgorithmIsNone() {
        // given
        SignedToken lying = read(genuine().algorithm("SHA512withRSA").text());
        SignedToken pss = read(genuine().text().substring(0, genuine().text().length() - 342)
                + Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[256]));

        // then
        assertThat(lying.isSignedBy(FIRST.getPublic())).isFalse();
        assertThat(pss.isSignedBy(FIRST.getPublic())).isFalse();
    }

    @Test
    void readsScopesAndTextsOfAClaim() {
        // given
        Claims claims = read(genuine()
                        .claim("scope", " a/b  c ")
                        .claim("aud", List.of("x", 7, "y"))
                        .claim("map", Map.of("a", 1))
                        .text())
                .claims();

        // then
        assertThat(claims.scopes()).containsExactlyInAnyOrder("a/b", "c");
        assertThat(claims.texts("aud")).containsExactly("x", "y");
        assertThat(claims.texts("map")).isEmpty();
        assertThat(claims.texts("token_use")).containsExactly("id");
        assertThat(claims.notBefore()).isEqualTo(Claims.ABSENT);
    }
}
