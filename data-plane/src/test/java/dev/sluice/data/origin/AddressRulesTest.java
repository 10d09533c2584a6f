package dev.sluice.data.origin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** security-requirements 34. */
class AddressRulesTest {
    private static InetAddress address(String text) {
        try {
            return InetAddress.getByAddress(NetUtil.createByteArrayFromIpAddressString(text));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static boolean allows(AddressRules rules, String host, String address, int port) {
        return rules.allows(host, address(address), port);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "10.255.255.255",
                "100.64.0.1",
                "100.100.100.200",
                "100.127.255.255",
                "127.0.0.1",
                "127.255.255.254",
                "168.63.129.16",
                "169.254.169.254",
                "169.254.0.1",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.192",
                "192.0.2.1",
                "192.88.99.1",
                "192.168.1.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.7",
                "203.0.113.9",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::7f00:1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "::ffff:169.254.169.254",
                "64:ff9b::7f00:1",
                "64:ff9b::a9fe:a9fe",
                "64:ff9b:1::1",
                "100::1",
                "2001::1",
                "2001:2::1",
                "2001:10::1",
                "2001:db8::1",
                "2002:7f00:1::",
                "2002:a9fe:a9fe::",
                "2002:808:808::1",
                "3fff::1",
                "5f00::1",
                "fc00::1",
                "fd00:ec2::254",
                "fe80::1",
                "fec0::1",
                "ff02::1"
            })
    void refusesAddressesThatAreNotPublic(String text) {
        // given
        var rules = new AddressRules(List.of(), List.of());

        // when
        boolean allowed = allows(rules, "example.com", text, 443);

        // then
        assertThat(allowed).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "8.8.8.8",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.1",
                "169.253.255.255",
                "172.15.255.255",
                "172.32.0.0",
                "192.167.255.255",
                "198.17.255.255",
                "223.255.255.255",
                "2606:4700::1111",
                "2a00:1450::1",
                "64:ff9b::808:808"
            })
    void allowsPublicAddresses(String text) {
        // given
        var rules = new AddressRules(List.of(), List.of());

        // when
        boolean allowed = allows(rules, "example.com", text, 443);

        // then
        assertThat(allowed).isTrue();
    }

    @Test
    void allowsRangesAndNamesOfTheOperator() {
        // given
        var rules = new AddressRules(List.of("10.1.0.0/16", "::1", "internal.example.com"), List.of());

        // when
        var allowed = List.of(
                allows(rules, "a.example.com", "10.1.2.3", 80),
                allows(rules, "a.example.com", "::1", 80),
                allows(rules, "internal.example.com", "192.168.0.1", 80),
                allows(rules, "a.example.com", "10.2.0.1", 80),
                allows(rules, "other.internal.example.com", "192.168.0.1", 80));

        // then
        assertThat(allowed).containsExactly(true, true, true, false, false);
    }

    @Test
    void refusesTheAddressesBehindNamesOfOwnListeners() throws UnknownHostException {
        // given
        Map<String, InetAddress[]> known = new HashMap<>();
        var rules = new AddressRules(List.of("10.0.0.0/8"), List.of("kafka:9094", "postgres:5432"), Map.of(), name -> {
            if (!known.containsKey(name)) {
                throw new UnknownHostException(name);
            }
            return known.get(name);
        });
        known.put("kafka", new InetAddress[] {InetAddress.getByName("10.1.1.1"), InetAddress.getByName("fd00::1")});
        rules.ownNames().refresh();

        // then
        assertThat(allows(rules, "10.1.1.1", "10.1.1.1", 9094)).isFalse();
        assertThat(allows(rules, "alias.example.com", "10.1.1.1", 9094)).isFalse();
        assertThat(allows(rules, "10.1.1.1", "10.1.1.1", 9095)).isTrue();
        assertThat(allows(rules, "10.1.1.2", "10.1.1.2", 5432)).isTrue();

        // when it moves, and another comes and goes
        known.put("kafka", new InetAddress[] {InetAddress.getByName("10.1.1.3")});
        known.put("postgres", new InetAddress[] {InetAddress.getByName("10.1.1.2")});
        rules.ownNames().refresh();
        known.remove("postgres");
        rules.ownNames().refresh();

        // then
        assertThat(allows(rules, "10.1.1.1", "10.1.1.1", 9094)).isTrue();
        assertThat(allows(rules, "10.1.1.3", "10.1.1.3", 9094)).isFalse();
        assertThat(allows(rules, "10.1.1.2", "10.1.1.2", 5432)).isFalse();
    }

    @Test
    void refusesOwnListenersWhateverIsAllowed() {
        // given
        var rules = new AddressRules(
                List.of("127.0.0.0/8", "0.0.0.0/8", "::1", "::", "localhost", "10.0.0.0/8"),
                List.of(
                        "0.0.0.0:8000",
                        "localhost:8080",
                        "127.0.0.1:15432",
                        "[::1]:9092",
                        "10.9.8.7:19092",
                        "kafka:9094"));

        // when
        var refused = List.of(
                !allows(rules, "127.0.0.1", "127.0.0.1", 8000),
                !allows(rules, "127.0.0.2", "127.0.0.2", 8080),
                !allows(rules, "localhost", "::1", 15432),
                !allows(rules, "0.0.0.0", "0.0.0.0", 9092),
                !allows(rules, "10.9.8.7", "10.9.8.7", 19092),
                !allows(rules, "kafka", "10.1.1.1", 9094));

        // then
        assertThat(refused).containsOnly(true);
        assertThat(allows(rules, "127.0.0.1", "127.0.0.1", 8081)).isTrue();
        assertThat(allows(rules, "10.9.8.6", "10.9.8.6", 19092)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0x7f.1",
                "0x7f000001",
                "2130706433",
                "017700000001",
                "0177.0.0.1",
                "127.1",
                "127.0.1",
                "127.000.000.001",
                "1.2.3.4.5",
                "1.2.3.256",
                "1.2.3.",
                "a..b",
                "",
                ".",
                "host name",
                "a%b",
                "[::1",
                "a/b",
                "a@b",
                "0xA9FEA9FE",
                "example.com:80",
                "例え.jp",
                "1.2.3.4%20",
                "fe80::1%eth0",
                "169.254.169.0xfe",
                "foo.0x1"
            })
    void takesOddNotationsNeitherForANameNorForAnAddress(String host) {
        // when
        boolean callable = HostText.isName(host) || HostText.isAddress(host);

        // then
        assertThat(callable).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"example.com", "example.com.", "a-b_c.example", "localhost", "1and1.com", "x1.y2"})
    void takesNames(String host) {
        assertThat(HostText.isName(host)).isTrue();
    }

    @Test
    void refusesSettingsThatAreNeither() {
        assertThatThrownBy(() -> new AddressRules(List.of("10.0.0.0/33"), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new AddressRules(List.of(), List.of("nowhere")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
