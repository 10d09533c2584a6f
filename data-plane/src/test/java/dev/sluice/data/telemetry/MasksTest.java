package dev.sluice.data.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("observability 3, security-requirements 60")
class MasksTest {
    @ParameterizedTest
    @CsvSource({
        "Authorization,Bearer abcdefF0yrv6,*************F0yrv6",
        "authorization,short,*****",
        "X-API-Key,0123456789abcdef,**********abcdef",
        "x-amz-security-token,0123456789abcdef,**********abcdef",
        "Cookie,session=0123456789,************456789",
        "Set-Cookie,session=0123456789,************456789",
        "X-Auth-Token,0123456789abcdef,**********abcdef",
        "api-key,0123456789abcdef,**********abcdef",
        "X-Other,0123456789abcdef,0123456789abcdef"
    })
    void hidesTheHeadersThatHoldCredentials(String name, String value, String shown) {
        assertThat(Masks.header(name, value)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "http://a/b?x=1&X-Amz-Signature=0123456789abcdef&y=2,http://a/b?x=1&X-Amz-Signature=**********abcdef&y=2",
        "http://a/b?access_token=abc,http://a/b?access_token=***",
        "http://a/b?client_secret=abc&password=def,http://a/b?client_secret=***&password=***",
        "http://a/b?t%6Fken=abc&%70%61%73%73%77%6f%72%64=def,http://a/b?t%6Fken=***&%70%61%73%73%77%6f%72%64=***",
        "http://a/b?t%zzoken=abc,http://a/b?t%zzoken=abc",
        "http://a/b?tokens=abc,http://a/b?tokens=abc",
        "http://a/token=abc,http://a/token=abc"
    })
    void hidesTheParametersThatHoldCredentials(String uri, String shown) {
        assertThat(Masks.uri(uri)).isEqualTo(shown);
    }
}
