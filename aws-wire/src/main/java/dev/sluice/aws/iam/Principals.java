package dev.sluice.aws.iam;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The Principal or NotPrincipal of a statement. Services are principals too, yet none of our callers is one.
 *
 * @param everyone whether {@code *} is among them
 * @param accounts those that are named whole, by their ids
 * @param roots those that are named whole, by ARNs
 * @param arns of users and roles
 * @param allBut true for NotPrincipal
 */
record Principals(boolean everyone, List<String> accounts, List<String> roots, List<String> arns, boolean allBut) {
    private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");
    private static final Pattern ROOT = Pattern.compile("arn:[a-z0-9-]+:iam::[0-9]{12}:root");
    private static final Pattern IDENTITY =
            Pattern.compile("arn:[a-z0-9-]+:(iam::[0-9]{12}:(user|role)|sts::[0-9]{12}:(assumed-role|federated-user))"
                    + "/[\\w+=,.@/-]{1,600}");

    Principals {
        accounts = List.copyOf(accounts);
        roots = List.copyOf(roots);
        arns = List.copyOf(arns);
    }

    /** How a statement names a caller. */
    enum Match {
        NO,
        /** As one of an account, which leaves it to the account whom it lets in. */
        BY_ACCOUNT,
        YES
    }

    /** The principals of these values of the member AWS. */
    static Principals of(List<String> values, boolean allBut) throws MalformedPolicy {
        boolean everyone = false;
        List<String> accounts = new ArrayList<>();
        List<String> roots = new ArrayList<>();
        List<String> arns = new ArrayList<>();
        for (String value : values) {
            if (value.equals("*")) {
                everyone = true;
            } else if (ACCOUNT.matcher(value).matches()) {
                accounts.add(value);
            } else if (ROOT.matcher(value).matches()) {
                roots.add(value);
            } else if (IDENTITY.matcher(value).matches()) {
                arns.add(value);
            } else {
                throw new MalformedPolicy("Invalid principal in policy: \"AWS\":\"" + value + "\"");
            }
        }
        return new Principals(everyone, accounts, roots, arns, allBut);
    }

    Match match(PolicyCaller caller) {
        Match named = named(caller);
        if (allBut) {
            return named == Match.NO ? Match.YES : Match.NO;
        }
        return named;
    }

    private Match named(PolicyCaller caller) {
        if (everyone || caller.arns().stream().anyMatch(arns::contains)) {
            return Match.YES;
        }
        String account = caller.account();
        return account != null && (accounts.contains(account) || roots.stream().anyMatch(root -> isRoot(root, caller)))
                ? Match.BY_ACCOUNT
                : Match.NO;
    }

    /** Whether an ARN is that of the caller's account, in the partition that the caller is of. */
    private static boolean isRoot(String root, PolicyCaller caller) {
        int partition = root.indexOf(":iam::") + 1;
        return root.endsWith(":iam::" + caller.account() + ":root")
                && caller.arns().stream().anyMatch(arn -> arn.startsWith(root.substring(0, partition)));
    }

    /** Whether it names every caller, whoever that is. */
    boolean nameAll() {
        return everyone && !allBut;
    }
}
