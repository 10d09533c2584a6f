package dev.sluice.data.origin;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.NetUtil;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Random host texts: what passes for a name no reader of addresses takes for one, and addresses have one reading. */
@DisplayName("security-requirements 34, 64: host texts have one reading")
class HostTextFuzzTest {
    private static final int ROUNDS = 200_000;
    private static final long SEED = 20_261_121L;
    private static final List<String> PARTS = List.of(
            "0",
            "00",
            "1",
            "10",
            "127",
            "255",
            "256",
            "0x7f",
            "0X0",
            "0x",
            "017",
            "08",
            "2130706433",
            "4294967296",
            "a",
            "f",
            "ffff",
            "x",
            "localhost",
            "-",
            "_",
            "example",
            "::",
            ":",
            ".",
            ".",
            ".",
            "%",
            "%25",
            "[",
            "]",
            "/",
            "@",
            " ",
            "\u3002",
            "\uff11",
            "\u0661",
            "e1",
            "1e1",
            "+1",
            "-1");

    @Test
    void aNameIsNoAddressInAnyNotation() {
        Random random = new Random(SEED);
        int names = 0;
        int addresses = 0;
        for (int round = 0; round < ROUNDS; round++) {
            String host = host(random);
            boolean name = HostText.isName(host);
            boolean address = HostText.isAddress(host);
            assertThat(name && address).as(host).isFalse();
            if (name) {
                names++;
                assertThat(isPosixAddress(host)).as(host).isFalse();
                assertThat(NetUtil.createByteArrayFromIpAddressString(host))
                        .as(host)
                        .isNull();
                assertThat(host).as("of printable ASCII").matches("[A-Za-z0-9._-]+");
            } else if (address) {
                addresses++;
                assertThat(NetUtil.createByteArrayFromIpAddressString(host))
                        .as(host)
                        .isIn(InetAddress.ofLiteral(host).getAddress(), mapped(host));
            }
        }
        assertThat(names).isGreaterThan(ROUNDS / 50);
        assertThat(addresses).isGreaterThan(ROUNDS / 1_000);
    }

    /** Java reads an IPv4 address that IPv6 wraps as the IPv4 address, Netty as the wrapping one. */
    private static byte[] mapped(String host) {
        byte[] address = InetAddress.ofLiteral(host).getAddress();
        if (address.length == 16) {
            return address;
        }
        byte[] wrapped = new byte[16];
        wrapped[10] = -1;
        wrapped[11] = -1;
        System.arraycopy(address, 0, wrapped, 12, 4);
        return wrapped;
    }

    private static boolean isPosixAddress(String host) {
        try {
            Inet4Address.ofPosixLiteral(host);
            return true;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static String host(Random random) {
        StringBuilder host = new StringBuilder();
        for (int parts = 1 + random.nextInt(8); parts > 0; parts--) {
            host.append(PARTS.get(random.nextInt(PARTS.size())));
            host.append(random.nextInt(3) > 0 && parts > 1 ? "." : "");
        }
        return host.toString();
    }
}
