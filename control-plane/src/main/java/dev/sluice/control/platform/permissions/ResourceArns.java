package dev.sluice.control.platform.permissions;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.control.platform.calls.Principal;
import dev.sluice.control.platform.ids.Installation;
import jakarta.inject.Singleton;
import java.net.URLDecoder;
import java.net.URLEncoder;

/** The ARN that a path stands for in policies: the account is empty in those of the management API. */
@Singleton
class ResourceArns {
    private static final String V2 = "/v2/";
    private static final String TAGS = "/tags/";

    private final Installation installation;

    ResourceArns(Installation installation) {
        this.installation = installation;
    }

    // management-api 2: v1 and v2 share one ARN space, without the /v2 of the path
    String of(Principal caller, String action, String calledPath) {
        if (!action.startsWith("apigateway:")) {
            return "arn:" + installation.partition() + ":sluice:" + installation.region() + ":" + caller.tenant() + ":"
                    + calledPath;
        }
        String path = calledPath.startsWith(V2) ? calledPath.substring(V2.length() - 1) : calledPath;
        return installation
                .arns()
                .management(path.startsWith(TAGS) ? TAGS + encoded(path.substring(TAGS.length())) : path)
                .text();
    }

    /** The ARN in the path of a tag operation, encoded whole however the caller spelled it: one ARN has one reading. */
    private static String encoded(String arn) {
        String decoded;
        try {
            decoded = URLDecoder.decode(arn.replace("+", "%2B"), UTF_8);
        } catch (IllegalArgumentException _) {
            return arn;
        }
        return URLEncoder.encode(decoded, UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }
}
