package dev.sluice.data.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.data.netty.HeadBytes;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DateFieldTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0             | Thu, 01 Jan 1970 00:00:00 GMT
            784111777999  | Sun, 06 Nov 1994 08:49:37 GMT
            1795224659000 | Sat, 21 Nov 2026 01:30:59 GMT
            """)
    void hasTheFixedFormOfHttp(long epochMillis, String date) {
        // given
        DateField field = new DateField();
        ByteBuf out = Unpooled.buffer();

        // when
        field.update(epochMillis);
        HeadBytes head = HeadBytes.empty();
        field.write(head);
        head.writeTo(out);

        // then
        assertThat(out.toString(StandardCharsets.US_ASCII)).isEqualTo("Date: " + date + "\r\n");
    }
}
