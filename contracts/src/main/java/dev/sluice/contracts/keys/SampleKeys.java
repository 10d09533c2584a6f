package dev.sluice.contracts.keys;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;

/** Knows keys that nobody drew at random: those of examples and test vectors, patterns, and typed text. */
final class SampleKeys {
    /** Private keys of RFC 8032 section 7.1, which are the last 32 bytes of their PKCS#8 form. */
    private static final Set<String> PUBLISHED = Set.of(
            "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
            "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
            "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
            "833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42");

    private static final int KEY_BYTES = 32;

    private SampleKeys() {}

    /** True when the last 32 bytes, which hold the secret in every form we store, are no random key. */
    static boolean isSample(byte[] key) {
        byte[] secret = Arrays.copyOfRange(key, Math.max(0, key.length - KEY_BYTES), key.length);
        return rises(secret, 0)
                || rises(secret, 1)
                || isText(secret)
                || PUBLISHED.contains(HexFormat.of().formatHex(secret));
    }

    private static boolean rises(byte[] secret, int step) {
        for (int i = 1; i < secret.length; i++) {
            if ((byte) (secret[i - 1] + step) != secret[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean isText(byte[] secret) {
        for (byte octet : secret) {
            if (octet < 0x20 || octet > 0x7e) {
                return false;
            }
        }
        return true;
    }
}
