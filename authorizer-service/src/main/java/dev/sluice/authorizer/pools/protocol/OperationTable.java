package dev.sluice.authorizer.pools.protocol;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Every operation by its name, and the names of those that the protocol has and we do not. */
@Singleton
public class OperationTable {
    private static final Set<String> UNBUILT = Set.of(
            "AddUserPoolClientSecret",
            "AdminDisableProviderForUser",
            "AdminForgetDevice",
            "AdminGetDevice",
            "AdminLinkProviderForUser",
            "AdminListDevices",
            "AdminListUserAuthEvents",
            "AdminSetUserMFAPreference",
            "AdminSetUserSettings",
            "AdminUpdateAuthEventFeedback",
            "AdminUpdateDeviceStatus",
            "AssociateSoftwareToken",
            "CompleteWebAuthnRegistration",
            "ConfirmDevice",
            "CreateIdentityProvider",
            "CreateManagedLoginBranding",
            "CreateTerms",
            "CreateUserImportJob",
            "DeleteIdentityProvider",
            "DeleteManagedLoginBranding",
            "DeleteTerms",
            "DeleteUserPoolClientSecret",
            "DeleteWebAuthnCredential",
            "DescribeIdentityProvider",
            "DescribeManagedLoginBranding",
            "DescribeManagedLoginBrandingByClient",
            "DescribeRiskConfiguration",
            "DescribeTerms",
            "DescribeUserImportJob",
            "ForgetDevice",
            "GetCSVHeader",
            "GetDevice",
            "GetIdentityProviderByIdentifier",
            "GetLogDeliveryConfiguration",
            "GetSigningCertificate",
            "GetUICustomization",
            "ListDevices",
            "ListIdentityProviders",
            "ListTagsForResource",
            "ListTerms",
            "ListUserImportJobs",
            "ListUserPoolClientSecrets",
            "ListWebAuthnCredentials",
            "SetLogDeliveryConfiguration",
            "SetRiskConfiguration",
            "SetUICustomization",
            "SetUserMFAPreference",
            "SetUserPoolMfaConfig",
            "SetUserSettings",
            "StartUserImportJob",
            "StartWebAuthnRegistration",
            "StopUserImportJob",
            "TagResource",
            "UntagResource",
            "UpdateAuthEventFeedback",
            "UpdateDeviceStatus",
            "UpdateIdentityProvider",
            "UpdateManagedLoginBranding",
            "UpdateTerms",
            "VerifySoftwareToken");

    private final Map<String, Operation> operations = new HashMap<>();

    OperationTable(@Any Instance<OperationSource> sources) {
        for (OperationSource source : sources) {
            for (Operation operation : source.operations()) {
                if (operations.put(operation.name(), operation) != null || UNBUILT.contains(operation.name())) {
                    throw new IllegalStateException("The operation " + operation.name() + " is there twice");
                }
            }
        }
    }

    /** The operation; an unknown one and one that is not built are refused, each in its way. */
    public Operation find(@Nullable String name) {
        Operation operation = name == null ? null : operations.get(name);
        if (operation != null) {
            return operation;
        }
        if (name != null && UNBUILT.contains(name)) {
            throw Refused.notBuilt("The operation " + name);
        }
        throw Refused.of("UnknownOperationException", "The operation is unknown.");
    }

    /** Names of what is served. */
    public Set<String> names() {
        return Set.copyOf(operations.keySet());
    }
}
