package dev.sluice.control.platform.ids;

import dev.sluice.aws.arn.Arns;
import dev.sluice.aws.arn.Partition;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.inject.Singleton;
import java.util.Locale;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where this installation says that it is: the region and partition of its ARNs and signatures. */
@Singleton
@Startup
public class Installation {
    private final String region;
    private final String partition;
    private final String suffix;

    Installation(
            @ConfigProperty(name = "sluice.region", defaultValue = "us-east-1") String region,
            @ConfigProperty(name = "sluice.partition", defaultValue = "aws") String partition,
            @ConfigProperty(name = "sluice.endpoint.suffix", defaultValue = "localhost") String suffix) {
        this.region = region;
        this.partition = checked(partition);
        this.suffix = suffix.toLowerCase(Locale.ROOT);
    }

    private static String checked(String partition) {
        try {
            return Partition.checked(partition);
        } catch (IllegalArgumentException malformed) {
            throw new ConfigurationException(String.valueOf(malformed.getMessage()), malformed);
        }
    }

    public String region() {
        return region;
    }

    public String partition() {
        return partition;
    }

    /** The ARNs of this installation. */
    public Arns arns() {
        return new Arns(partition, region);
    }

    /** The host by which the nodes know an API. */
    public String apiHost(String apiId) {
        return apiId + "." + executeApiDomain();
    }

    /** What the ARNs of an API's calls begin with. */
    public String executionArn(TenantId tenant, String apiId) {
        return arns().executeApi(tenant.value(), apiId + "/").text();
    }

    /** What the default hosts of APIs end in; custom domains may not lie within. */
    public String executeApiDomain() {
        return "execute-api." + region + "." + suffix;
    }

    /** What the hosts of edge domains end in. */
    public String edgeDomain() {
        return "edge." + suffix;
    }

    /** The ARN of a role of a tenant. */
    public String roleArn(TenantId tenant, String name) {
        return "arn:" + partition + ":iam::" + tenant + ":role/" + name;
    }

    /** The ARN of a user of a tenant. */
    public String userArn(TenantId tenant, String name) {
        return arns().user(tenant.value(), name).text();
    }
}
