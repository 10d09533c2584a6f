package dev.sluice.control.sts;

import dev.sluice.control.platform.calls.Call;
import dev.sluice.control.platform.errors.QueryProtocol;
import dev.sluice.control.roles.TemporaryCredentials;

/** The answers of the security token service in AWS's query protocol. */
final class StsXml {
    private StsXml() {}

    static String callerIdentity(Call call) {
        var principal = call.principal();
        return answer(
                "GetCallerIdentity",
                """
                <Arn>%s</Arn>
                    <UserId>%s</UserId>
                    <Account>%s</Account>""".formatted(
                                QueryProtocol.escape(principal.arn()),
                                QueryProtocol.escape(principal.identity().id()),
                                principal.tenant()),
                call);
    }

    static String assumedRole(TemporaryCredentials credentials, Call call) {
        return answer(
                "AssumeRole",
                """
                <AssumedRoleUser>
                      <AssumedRoleId>%s</AssumedRoleId>
                      <Arn>%s</Arn>
                    </AssumedRoleUser>
                    %s""".formatted(
                                QueryProtocol.escape(credentials.identity().id()),
                                QueryProtocol.escape(credentials.identity().arn()),
                                credentials(credentials)),
                call);
    }

    static String sessionToken(TemporaryCredentials credentials, Call call) {
        return answer("GetSessionToken", credentials(credentials), call);
    }

    private static String credentials(TemporaryCredentials credentials) {
        return """
                <Credentials>
                      <AccessKeyId>%s</AccessKeyId>
                      <SecretAccessKey>%s</SecretAccessKey>
                      <SessionToken>%s</SessionToken>
                      <Expiration>%s</Expiration>
                    </Credentials>""".formatted(
                        credentials.accessKeyId(),
                        QueryProtocol.escape(credentials.secret()),
                        credentials.sessionToken(),
                        credentials.expiresAt());
    }

    private static String answer(String action, String result, Call call) {
        return """
                <%1$sResponse xmlns="%2$s">
                  <%1$sResult>
                    %3$s
                  </%1$sResult>
                  <ResponseMetadata>
                    <RequestId>%4$s</RequestId>
                  </ResponseMetadata>
                </%1$sResponse>
                """.formatted(action, QueryProtocol.STS_NAMESPACE, result, call.requestId());
    }
}
