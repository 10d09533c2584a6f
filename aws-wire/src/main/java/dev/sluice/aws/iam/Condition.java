package dev.sluice.aws.iam;

import java.util.List;
import java.util.Optional;

/** One line of a statement's Condition. */
sealed interface Condition {
    /** The condition key that it asks about; empty when its operator is unknown. */
    Optional<String> key();

    /** The policy variables that stand in it. */
    default List<PolicyText.Variable> variables() {
        return List.of();
    }

    /** Whether the line holds for a call. */
    Truth holds(AccessRequest request);

    /**
     * Compares the values of a key: one that fits is enough, or none may when negated. A key that the call lacks fits
     * nothing, unless the operator ends in IfExists.
     */
    record Comparison(
            String name, boolean negated, boolean ifExists, List<ValueTest> tests, List<PolicyText.Variable> variables)
            implements Condition {
        public Comparison {
            tests = List.copyOf(tests);
            variables = List.copyOf(variables);
        }

        @Override
        public Optional<String> key() {
            return Optional.of(name);
        }

        @Override
        public Truth holds(AccessRequest request) {
            List<String> values = request.values(name);
            return values.isEmpty() && ifExists ? Truth.YES : holds(values, request);
        }

        private Truth holds(List<String> values, AccessRequest request) {
            Truth fits = fits(values, request);
            return negated ? fits.negated() : fits;
        }

        private Truth fits(List<String> values, AccessRequest request) {
            Truth fits = Truth.NO;
            for (String value : values) {
                var searched = new SearchedText(value);
                for (ValueTest test : tests) {
                    Truth one = test.test(searched, request);
                    if (one == Truth.YES) {
                        return Truth.YES;
                    }
                    fits = one == Truth.UNKNOWN ? Truth.UNKNOWN : fits;
                }
            }
            return fits;
        }
    }

    /**
     * {@code ForAllValues:} and {@code ForAnyValue:} before a comparison, which looks at each value of the key by itself. Where
     * the call lacks the key all of its values fit, and any of them does not (identity-and-waf 5).
     */
    record OfEach(Comparison comparison, boolean all) implements Condition {
        @Override
        public Optional<String> key() {
            return comparison.key();
        }

        @Override
        public Truth holds(AccessRequest request) {
            List<String> values = request.values(comparison.name());
            if (values.isEmpty()) {
                return Truth.of(all || comparison.ifExists());
            }
            return all
                    ? allHold(values, request, false)
                    : allHold(values, request, true).negated();
        }

        @Override
        public List<PolicyText.Variable> variables() {
            return comparison.variables();
        }

        /** Whether the comparison, or its contrary, holds for every value. */
        private Truth allHold(List<String> values, AccessRequest request, boolean contrary) {
            Truth hold = Truth.YES;
            for (String value : values) {
                Truth one = comparison.holds(List.of(value), request);
                hold = hold.and(contrary ? one.negated() : one);
            }
            return hold;
        }
    }

    /** The operator Null: whether the call lacks the key. */
    record Absence(String name, boolean absent) implements Condition {
        @Override
        public Optional<String> key() {
            return Optional.of(name);
        }

        @Override
        public Truth holds(AccessRequest request) {
            return Truth.of(request.values(name).isEmpty() == absent);
        }
    }

    /** An operator that this version does not know: no Allow may rest on it and no Deny may fail for it. */
    record Undecidable(String operator) implements Condition {
        @Override
        public Optional<String> key() {
            return Optional.empty();
        }

        @Override
        public Truth holds(AccessRequest request) {
            return Truth.UNKNOWN;
        }
    }
}
