package dev.sluice.data.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("security-requirements 22: the last net against a forged head")
class HeadBytesTest {
    private static String text(HeadBytes head) {
        ByteBuf out = Unpooled.buffer();
        head.writeTo(out);
        return out.toString(StandardCharsets.ISO_8859_1);
    }

    @Test
    void charactersStandForTheirBytes() {
        assertThat(text(HeadBytes.empty().field("X-A", "a\tb \u00e9\u00ff"))).isEqualTo("X-A: a\tb \u00e9\u00ff\r\n");
        assertThat(text(HeadBytes.empty().field("X-A", "\u20ac\u010a\u010dX"))).isEqualTo("X-A: ???X\r\n");
    }

    @Test
    void noValueEndsItsLine() {
        assertThat(text(HeadBytes.empty().field("X-A", "a\r\nX-B: b\0\u007f"))).isEqualTo("X-A: a  X-B: b  \r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "X A", "X:A", "X\r\nA", "X\u00e9", "X\u0141"})
    void aNameThatIsNoTokenIsLeftOut(String name) {
        assertThat(text(HeadBytes.empty().field("X-1", "1").field(name, "v").field("X-2", "2")))
                .isEqualTo("X-1: 1\r\nX-2: 2\r\n");
    }

    @Test
    void growsWithItsHead() {
        String value = "v".repeat(10_000);
        assertThat(text(HeadBytes.empty().field("A", value).field("B", value)))
                .isEqualTo("A: " + value + "\r\nB: " + value + "\r\n");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 9, 10, 99, 100, 10_485_760, Long.MAX_VALUE})
    void writesNumbers(long number) {
        assertThat(text(HeadBytes.empty().decimal(number).lineEnd())).isEqualTo(number + "\r\n");
    }
}
