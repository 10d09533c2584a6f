package dev.sluice.data.integration.aws;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How services are told of an action (rest-api-runtime 8.5): those of the JSON protocols by {@code X-Amz-Target} and a
 * media type, all others by {@code Action} in the query. The one table of service names.
 */
final class AwsProtocols {
    private static final Map<String, Json> JSON = new HashMap<>();

    /** Services that sign under another name than their host has. */
    private static final Map<String, String> SIGNING = Map.of("email", "ses");

    /** Actions that have a host of their own. */
    private static final Map<String, String> HOST_PREFIXES = Map.of("states/StartSyncExecution", "sync-");

    /**
     * A JSON protocol.
     *
     * @param prefix what stands before the action in {@code X-Amz-Target}; null where the integration itself has to say
     */
    record Json(@Nullable String prefix, String mediaType) {
        Json(@Nullable String prefix, double version) {
            this(prefix, "application/x-amz-json-" + version);
        }
    }

    static {
        JSON.put("dynamodb", new Json("DynamoDB_20120810.", 1.0));
        JSON.put("streams.dynamodb", new Json("DynamoDBStreams_20120810.", 1.0));
        JSON.put("states", new Json("AWSStepFunctions.", 1.0));
        JSON.put("kinesis", new Json("Kinesis_20131202.", 1.1));
        JSON.put("firehose", new Json("Firehose_20150804.", 1.1));
        JSON.put("logs", new Json("Logs_20140328.", 1.1));
        JSON.put("secretsmanager", new Json("secretsmanager.", 1.1));
        JSON.put("kms", new Json("TrentService.", 1.1));
        JSON.put("cognito-idp", new Json("AWSCognitoIdentityProviderService.", 1.1));
        JSON.put("cognito-identity", new Json("AWSCognitoIdentityService.", 1.1));
        JSON.put("ecs", new Json("AmazonEC2ContainerServiceV20141113.", 1.1));
        JSON.put("ecr", new Json("AmazonEC2ContainerRegistry_V20150921.", 1.1));
        JSON.put("athena", new Json("AmazonAthena.", 1.1));
        JSON.put("glue", new Json("AWSGlue.", 1.1));
        JSON.put("codebuild", new Json("CodeBuild_20161006.", 1.1));
        JSON.put("codepipeline", new Json("CodePipeline_20150709.", 1.1));
        JSON.put("comprehend", new Json("Comprehend_20171127.", 1.1));
        JSON.put("translate", new Json("AWSShineFrontendService_20170701.", 1.1));
        JSON.put("transcribe", new Json("Transcribe.", 1.1));
        JSON.put("textract", new Json("Textract.", 1.1));
        JSON.put("rekognition", new Json("RekognitionService.", 1.1));
        JSON.put("sagemaker", new Json("SageMaker.", 1.1));
        // Recorded: PutEvents fails unless the integration maps the target and the media type itself.
        JSON.put("events", new Json(null, "application/json"));
    }

    private AwsProtocols() {}

    /** The service's JSON protocol; null for one that takes {@code Action} in the query. */
    static @Nullable Json json(AwsUri uri) {
        return JSON.get(uri.fullService());
    }

    static String signingName(AwsUri uri) {
        return SIGNING.getOrDefault(uri.service(), uri.service());
    }

    /** The service's host for an action. */
    static String host(AwsUri uri, String action) {
        return HOST_PREFIXES.getOrDefault(uri.service() + "/" + action, "") + uri.host();
    }
}
