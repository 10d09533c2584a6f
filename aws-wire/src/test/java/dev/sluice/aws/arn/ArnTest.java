package dev.sluice.aws.arn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArnTest {
    private final Arns arns = new Arns("aws", "us-east-1");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:apigateway:us-east-1::/restapis/a1b2c3/stages/prod",
                "arn:aws:execute-api:us-east-1:111122223333:a1b2c3/prod/GET/pets",
                "arn:aws:iam::111122223333:root",
                "arn:aws:lambda:us-east-1:111122223333:function:name:alias"
            })
    void isReadAndWrittenAlike(String text) {
        assertThat(Arn.parse(text).text()).isEqualTo(text);
    }

    @Test
    void keepsColonsOfTheResource() {
        assertThat(Arn.parse("arn:aws:lambda:r:1:function:f:alias"))
                .isEqualTo(new Arn("aws", "lambda", "r", "1", "function:f:alias"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "arn", "arn:aws:s3", "urn:aws:s3:::b", "arn::s3:::b", "arn:aws::::b", "arn:aws:s3:::"})
    void refusesWhatIsNone(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Arn.parse(text)).withMessageContaining(" ARN");
    }

    @Test
    void refusesAColonInASection() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Arn("aws", "s3:x", "", "", "b"))
                .withMessage("'s3:x' is no service of an ARN");
    }

    @Test
    void namesWhatTheInstallationHolds() {
        assertThat(arns.management("/restapis/a1").text()).isEqualTo("arn:aws:apigateway:us-east-1::/restapis/a1");
        assertThat(arns.invoke("111122223333", "a1", "prod", "GET", "/pets/1").text())
                .isEqualTo("arn:aws:execute-api:us-east-1:111122223333:a1/prod/GET/pets/1");
        assertThat(arns.invoke("111122223333", "a1", "prod", "GET", "/").text()).endsWith(":a1/prod/GET/");
        assertThat(arns.authorizer("111122223333", "a1", "x").text()).endsWith(":a1/authorizers/x");
        assertThat(arns.root("111122223333").text()).isEqualTo("arn:aws:iam::111122223333:root");
        assertThat(arns.user("111122223333", "ann").text()).isEqualTo("arn:aws:iam::111122223333:user/ann");
        assertThatIllegalArgumentException().isThrownBy(() -> arns.management("restapis"));
    }
}
