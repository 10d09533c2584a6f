package dev.sluice.quickstart.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.quickstart.client.CredentialsFile.AccessKey;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpMethod;

/** The sessions that members of an account have at the console. */
public record MemberSessions(PlatformClient platform) {
    private static final String MEMBERS = "/platform/members";

    /** Ends all of the member with this name, in the account of the key; nothing happens when there is no such member. */
    public void end(AccessKey key, String name) throws IOException {
        String position = null;
        do {
            JsonNode page = platform.call(key, SdkHttpMethod.GET, MEMBERS + query(position), "");
            for (JsonNode member : page.path("items")) {
                if (member.path("user").asText().equals(name)) {
                    var sessions = MEMBERS + "/" + member.required("id").asText() + "/sessions";
                    platform.call(key, SdkHttpMethod.DELETE, sessions, "");
                    return;
                }
            }
            position = page.path("position").textValue();
        } while (position != null);
    }

    private static String query(@Nullable String position) {
        return position == null ? "" : "?position=" + URLEncoder.encode(position, StandardCharsets.UTF_8);
    }
}
