package dev.sluice.quickstart.cli;

import static dev.sluice.quickstart.client.CredentialsFile.FIRST_TENANT;
import static dev.sluice.quickstart.client.CredentialsFile.OPERATOR;

import dev.sluice.quickstart.client.CredentialsFile;
import dev.sluice.quickstart.client.CredentialsFile.AccessKey;
import dev.sluice.quickstart.client.FirstUser;
import dev.sluice.quickstart.client.MemberSessions;
import dev.sluice.quickstart.client.PlatformClient;
import dev.sluice.quickstart.client.RunningInstallation;
import dev.sluice.quickstart.client.SignInFile;
import dev.sluice.quickstart.client.SignInFile.FirstSignIn;
import dev.sluice.quickstart.settings.StartFailed;
import dev.sluice.quickstart.state.StateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import software.amazon.awssdk.http.SdkHttpMethod;

/**
 * {@code credentials}: prints the access keys of the first tenant and the operator, and the first sign-in to the console while its
 * password holds; with {@code --new} it replaces the keys, with {@code --new-password} the password, which ends the first user's
 * sessions too. The old keys are deleted only once the file holds the new ones, so a kill at any point leaves a file that works.
 */
record CredentialsCommand(StateFolder state, String region) {
    private static final String PATH = "/platform/access-keys";

    int run(Command.Credentials asked) throws IOException {
        var file = new CredentialsFile(state.credentials());
        var tenant = file.read(FIRST_TENANT);
        var operator = file.read(OPERATOR);
        // By the old key: the authorizer service may not know a new one yet.
        if (asked.newPassword()) {
            renewPassword(RunningInstallation.of(state), tenant, operator);
        }
        if (asked.newKeys()) {
            renewKeys(RunningInstallation.of(state), file, tenant, operator);
        }
        System.out.print(text());
        return 0;
    }

    private void renewKeys(RunningInstallation running, CredentialsFile file, AccessKey tenant, AccessKey operator)
            throws IOException {
        try (var platform = new PlatformClient(running.management(), region)) {
            var newTenant = create(platform, tenant);
            var newOperator = create(platform, operator);
            file.replace(Map.of(FIRST_TENANT, newTenant, OPERATOR, newOperator));
            delete(platform, newTenant, tenant);
            delete(platform, newOperator, operator);
        }
    }

    private void renewPassword(RunningInstallation running, AccessKey tenant, AccessKey operator) throws IOException {
        try (var user = new FirstUser(running.authorizer(), region)) {
            var password = user.renewPassword(operator)
                    .orElseThrow(() -> new StartFailed("The console's first user, " + FirstUser.NAME
                            + ", is not there, so it has no password to replace."));
            var console = running.management() + "/console/";
            new SignInFile(state.signIn()).write(new FirstSignIn(console, FirstUser.NAME, password));
        }
        // Behind it, so that nobody comes in again by the old one.
        try (var platform = new PlatformClient(running.management(), region)) {
            var sessions = new MemberSessions(platform);
            sessions.end(tenant, FirstUser.NAME);
            sessions.end(operator, FirstUser.NAME);
        }
    }

    /** A credentials file still: the first sign-in stands in comments. */
    String text() throws IOException {
        var signIn = new SignInFile(state.signIn()).read();
        return Files.readString(state.credentials())
                + signIn.map(CredentialsCommand::comment).orElse("");
    }

    private static String comment(FirstSignIn signIn) {
        return """

                # The first sign-in to the console at %s asks for a password of your own.
                # user = %s
                # password = %s
                """.formatted(signIn.console(), signIn.user(), signIn.password());
    }

    private static AccessKey create(PlatformClient platform, AccessKey signer) throws IOException {
        var made = platform.call(
                signer, SdkHttpMethod.POST, PATH, "{\"role\":\"owner\",\"replaces\":\"" + signer.id() + "\"}");
        return new AccessKey(
                made.required("id").asText(), made.required("secret").asText());
    }

    private static void delete(PlatformClient platform, AccessKey signer, AccessKey old) throws IOException {
        platform.call(signer, SdkHttpMethod.DELETE, PATH + "/" + old.id(), "");
    }
}
