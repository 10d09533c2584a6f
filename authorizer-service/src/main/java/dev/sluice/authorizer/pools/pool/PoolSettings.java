package dev.sluice.authorizer.pools.pool;

import dev.sluice.authorizer.pools.protocol.Refused;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a pool's owner sets, with the protocol's names. An update replaces all of it, as the protocol has it. */
public record PoolSettings(
        @Nullable Policies policies,
        @Nullable List<String> autoVerifiedAttributes,
        @Nullable List<String> aliasAttributes,
        @Nullable List<String> usernameAttributes,
        @Nullable UsernameConfiguration usernameConfiguration,
        @Nullable AdminCreateUserConfig adminCreateUserConfig,
        @Nullable String deletionProtection,
        @Nullable AccountRecoverySetting accountRecoverySetting,
        @Nullable VerificationMessageTemplate verificationMessageTemplate,
        @Nullable EmailConfiguration emailConfiguration,
        @Nullable String mfaConfiguration,
        @Nullable Map<String, String> lambdaConfig,
        @Nullable Map<String, String> userPoolTags) {
    private static final Set<String> CONTACTS = Set.of("email", "phone_number");
    private static final Set<String> ALIASES = Set.of("email", "phone_number", "preferred_username");
    private static final String DEFAULT_SUBJECT = "Your verification code";
    private static final String DEFAULT_TEXT = "Your confirmation code is {####}";

    /** The policies of a pool. */
    public record Policies(@Nullable PasswordPolicy passwordPolicy) {}

    /** Whether names that differ in case alone are different users'. */
    public record UsernameConfiguration(@Nullable Boolean caseSensitive) {}

    /** Who makes users, and how they are told. */
    public record AdminCreateUserConfig(
            @Nullable Boolean allowAdminCreateUserOnly,
            @Nullable Integer unusedAccountValidityDays,
            @Nullable InviteMessageTemplate inviteMessageTemplate) {}

    /** The text that brings a new user's temporary password. */
    public record InviteMessageTemplate(
            @Nullable String emailMessage,
            @Nullable String emailSubject,
            @Nullable String SMSMessage) {}

    /** The ways to recover an account, best first. */
    public record AccountRecoverySetting(@Nullable List<RecoveryMechanism> recoveryMechanisms) {}

    /** One way to recover an account. */
    public record RecoveryMechanism(
            @Nullable String name, @Nullable Integer priority) {}

    /** The text that brings a code. */
    public record VerificationMessageTemplate(
            @Nullable String defaultEmailOption,
            @Nullable String emailMessage,
            @Nullable String emailSubject) {}

    /** Who sends; the service itself is the only sender there is. */
    public record EmailConfiguration(
            @Nullable String emailSendingAccount, @Nullable String replyToEmailAddress) {}

    /** The settings with defaults in place; refused where they break a rule or ask for what is not built. */
    PoolSettings complete() {
        refuseUnbuilt();
        checkNames(autoVerifiedAttributes, CONTACTS, "AutoVerifiedAttributes");
        checkNames(aliasAttributes, ALIASES, "AliasAttributes");
        checkNames(usernameAttributes, CONTACTS, "UsernameAttributes");
        if (!list(aliasAttributes).isEmpty() && !list(usernameAttributes).isEmpty()) {
            throw Refused.invalid("Only one of the aliasAttributes or usernameAttributes can be set in a user pool.");
        }
        var policy = policies == null || policies.passwordPolicy == null
                ? PasswordPolicy.DEFAULT
                : policies.passwordPolicy.complete();
        return new PoolSettings(
                new Policies(policy),
                autoVerifiedAttributes,
                aliasAttributes,
                usernameAttributes,
                usernameConfiguration,
                adminConfig(policy),
                isProtected() ? "ACTIVE" : "INACTIVE",
                accountRecoverySetting,
                verificationMessageTemplate,
                emailConfiguration,
                "OFF",
                null,
                userPoolTags);
    }

    /** An update cannot change how users are named. */
    PoolSettings replacing(PoolSettings former) {
        return new PoolSettings(
                policies,
                autoVerifiedAttributes,
                former.aliasAttributes,
                former.usernameAttributes,
                former.usernameConfiguration,
                adminCreateUserConfig,
                deletionProtection,
                accountRecoverySetting,
                verificationMessageTemplate,
                emailConfiguration,
                mfaConfiguration,
                lambdaConfig,
                userPoolTags == null ? former.userPoolTags : userPoolTags);
    }

    private void refuseUnbuilt() {
        if (mfaConfiguration != null && !mfaConfiguration.equals("OFF")) {
            throw Refused.notBuilt("MfaConfiguration " + (mfaConfiguration.equals("ON") ? "ON" : "OPTIONAL"));
        }
        if (lambdaConfig != null && !lambdaConfig.isEmpty()) {
            throw Refused.notBuilt("LambdaConfig");
        }
        var account = emailConfiguration == null ? null : emailConfiguration.emailSendingAccount;
        if (account != null && !account.equals("COGNITO_DEFAULT")) {
            throw Refused.notBuilt("EmailSendingAccount DEVELOPER");
        }
        var option = verificationMessageTemplate == null ? null : verificationMessageTemplate.defaultEmailOption;
        if (option != null && !option.equals("CONFIRM_WITH_CODE")) {
            throw Refused.notBuilt("DefaultEmailOption CONFIRM_WITH_LINK");
        }
        var text = verificationMessageTemplate == null ? null : verificationMessageTemplate.emailMessage;
        if (text != null && !text.contains("{####}")) {
            throw Refused.invalid("EmailMessage must contain {####}");
        }
    }

    private AdminCreateUserConfig adminConfig(PasswordPolicy policy) {
        var given = adminCreateUserConfig;
        return new AdminCreateUserConfig(
                given != null && Boolean.TRUE.equals(given.allowAdminCreateUserOnly),
                policy.temporaryDays(),
                given == null ? null : given.inviteMessageTemplate);
    }

    private static void checkNames(@Nullable List<String> names, Set<String> known, String member) {
        if (!known.containsAll(list(names))) {
            throw Refused.invalid(member + " holds a name other than "
                    + known.stream().sorted().toList());
        }
    }

    /** The password policy. */
    public PasswordPolicy passwordPolicy() {
        return policies == null || policies.passwordPolicy == null ? PasswordPolicy.DEFAULT : policies.passwordPolicy;
    }

    /** Whether users sign in with this attribute in place of a name of their own. */
    public boolean isUsername(String attribute) {
        return list(usernameAttributes).contains(attribute);
    }

    /** Whether users have no names of their own. */
    public boolean hasUsernameAttributes() {
        return !list(usernameAttributes).isEmpty();
    }

    /** Whether users may sign in with this attribute beside their name. */
    public boolean isAlias(String attribute) {
        return list(aliasAttributes).contains(attribute);
    }

    /** Whether sign-up verifies this attribute by a code. */
    public boolean isAutoVerified(String attribute) {
        return list(autoVerifiedAttributes).contains(attribute);
    }

    /** Whether names that differ in case alone are different. */
    public boolean isCaseSensitive() {
        return usernameConfiguration != null && Boolean.TRUE.equals(usernameConfiguration.caseSensitive);
    }

    /** Whether users cannot sign themselves up. */
    public boolean isAdminOnly() {
        return adminCreateUserConfig != null && Boolean.TRUE.equals(adminCreateUserConfig.allowAdminCreateUserOnly);
    }

    /** Whether the pool cannot be deleted. */
    public boolean isProtected() {
        return "ACTIVE".equals(deletionProtection);
    }

    /** Whether users recover their account by an administrator only. */
    public boolean isRecoveredByAdminOnly() {
        return accountRecoverySetting != null
                && list(accountRecoverySetting.recoveryMechanisms).stream()
                        .anyMatch(mechanism -> "admin_only".equals(mechanism.name));
    }

    /** The subject of a message with a code. */
    public String codeSubject() {
        var template = verificationMessageTemplate;
        return template == null || template.emailSubject == null ? DEFAULT_SUBJECT : template.emailSubject;
    }

    /** The text of a message with a code, {@code {####}} in its place. */
    public String codeText() {
        var template = verificationMessageTemplate;
        return template == null || template.emailMessage == null ? DEFAULT_TEXT : template.emailMessage;
    }

    /** The text that invites a user: {@code {username}} and {@code {####}} in their places. */
    public String inviteText() {
        var template = adminCreateUserConfig == null ? null : adminCreateUserConfig.inviteMessageTemplate;
        return template == null || template.emailMessage == null
                ? "Your username is {username} and temporary password is {####}"
                : template.emailMessage;
    }

    /** The subject of the message that invites a user. */
    public String inviteSubject() {
        var template = adminCreateUserConfig == null ? null : adminCreateUserConfig.inviteMessageTemplate;
        return template == null || template.emailSubject == null ? "Your temporary password" : template.emailSubject;
    }

    private static <T> List<T> list(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }
}
