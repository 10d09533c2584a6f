package dev.sluice.control.platform.signature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.control.fixtures.Management;
import dev.sluice.control.fixtures.SignedHttp;
import dev.sluice.control.fixtures.SignedHttp.Raw;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayName("security-requirements 60: the labels of the metrics are bounded")
class CallLabelsIT {
    @Test
    void nameNothingThatACallerMadeUp() {
        // given
        var caller = Management.ofNewTenant();
        caller.get("/restapis/madeup0001").expect(404);
        caller.get("/restapis/madeup0002/madeup0003");
        caller.get("/madeup0004");
        caller.call("MADEUP5", "/restapis", "");
        SignedHttp.send(Raw.unsigned("GET", "/madeup0006"));
        SignedHttp.send(Raw.unsigned("GET", "/restapis/madeup0007"));
        SignedHttp.send(Raw.unsigned("GET", "/console/madeup0008"));
        SignedHttp.send(Raw.unsigned("GET", "/madeup0009/%00"));

        // when
        String metrics = SignedHttp.send(Raw.unsigned("GET", "/q/metrics")).body();

        // then
        assertThat(metrics)
                .contains("uri=\"/restapis/{restapi_id}\"")
                .contains("uri=\"/unmatched\"")
                .contains("uri=\"/console\"")
                .contains("method=\"OTHER\"")
                .doesNotContain("madeup", "MADEUP");
    }
}
