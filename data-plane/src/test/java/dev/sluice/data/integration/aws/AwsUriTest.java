package dev.sluice.data.integration.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.data.transform.MappingRefused;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("rest-api-runtime 8.5: hosts and requests that a URI stands for")
class AwsUriTest {
    @ParameterizedTest
    @CsvSource({
        "arn:aws:apigateway:eu-west-1:sqs:path/1/q, sqs.eu-west-1.amazonaws.com, /1/q",
        "arn:aws:apigateway:eu-west-1:123456789012.s3:path/b/k, 123456789012.s3.eu-west-1.amazonaws.com, /b/k",
        "arn:aws:apigateway:us-east-1:runtime.sagemaker:path/endpoints/e, runtime.sagemaker.us-east-1.amazonaws.com, /endpoints/e",
        "arn:aws-cn:apigateway:cn-north-1:sqs:action/ListQueues, sqs.cn-north-1.amazonaws.com.cn, /?Action=ListQueues",
        "arn:aws-us-gov:apigateway:us-gov-west-1:sns:action/Publish&a=b, sns.us-gov-west-1.amazonaws.com, /?Action=Publish&a=b",
        "arn:aws:apigateway:us-east-1:states:action/StartSyncExecution, sync-states.us-east-1.amazonaws.com, /",
        "arn:aws:apigateway:us-east-1:dynamodb:action/Query&x=y, dynamodb.us-east-1.amazonaws.com, /?x=y"
    })
    void readsAUri(String uri, String host, String target) throws MappingRefused {
        // when
        AwsAction action = AwsAction.of(AwsUri.parse(uri, Map.of()));

        // then
        assertThat(action.host()).isEqualTo(host);
        assertThat(action.target()).isEqualTo(target);
    }

    @Test
    @DisplayName("security-requirements 35: a stage variable changes neither service nor region")
    void putsStageVariablesIntoTheRestAlone() throws MappingRefused {
        // given
        var variables = Map.of("action", "Put:Item", "x", "y");

        // when
        AwsUri uri = AwsUri.parse(
                "arn:aws:apigateway:us-east-1:dynamodb:action/${stageVariables.action}${stageVariables.none}",
                variables);

        // then
        assertThat(uri.service()).isEqualTo("dynamodb");
        assertThat(uri.rest()).isEqualTo("Put:Item");
    }
}
