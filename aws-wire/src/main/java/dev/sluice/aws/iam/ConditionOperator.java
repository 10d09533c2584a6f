package dev.sluice.aws.iam;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.aws.net.AddressRange;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A comparison operator of the policy language: makes the test for one value of the policy. */
record ConditionOperator(boolean negated, Factory factory) {
    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]{1,30}(\\.[0-9]{1,30})?");
    private static final Pattern EPOCH_SECONDS = Pattern.compile("[0-9]{1,12}");

    private static final Map<String, ConditionOperator> BY_NAME = Map.ofEntries(
            Map.entry("stringequals", positive(ConditionOperator::equal)),
            Map.entry("stringnotequals", negative(ConditionOperator::equal)),
            Map.entry("stringequalsignorecase", positive(ConditionOperator::equalIgnoringCase)),
            Map.entry("stringnotequalsignorecase", negative(ConditionOperator::equalIgnoringCase)),
            Map.entry("stringlike", positive(ConditionOperator::like)),
            Map.entry("stringnotlike", negative(ConditionOperator::like)),
            Map.entry("bool", positive(ConditionOperator::bool)),
            Map.entry("binaryequals", positive(ConditionOperator::binary)),
            Map.entry("ipaddress", positive(ConditionOperator::address)),
            Map.entry("notipaddress", negative(ConditionOperator::address)),
            Map.entry("arnequals", positive(ConditionOperator::arn)),
            Map.entry("arnlike", positive(ConditionOperator::arn)),
            Map.entry("arnnotequals", negative(ConditionOperator::arn)),
            Map.entry("arnnotlike", negative(ConditionOperator::arn)),
            Map.entry("numericequals", positive(number(sign -> sign == 0))),
            Map.entry("numericnotequals", negative(number(sign -> sign == 0))),
            Map.entry("numericlessthan", positive(number(sign -> sign < 0))),
            Map.entry("numericlessthanequals", positive(number(sign -> sign <= 0))),
            Map.entry("numericgreaterthan", positive(number(sign -> sign > 0))),
            Map.entry("numericgreaterthanequals", positive(number(sign -> sign >= 0))),
            Map.entry("dateequals", positive(date(sign -> sign == 0))),
            Map.entry("datenotequals", negative(date(sign -> sign == 0))),
            Map.entry("datelessthan", positive(date(sign -> sign < 0))),
            Map.entry("datelessthanequals", positive(date(sign -> sign <= 0))),
            Map.entry("dategreaterthan", positive(date(sign -> sign > 0))),
            Map.entry("dategreaterthanequals", positive(date(sign -> sign >= 0))));

    /** Makes a test; refuses a value that is not of the operator's kind. */
    @FunctionalInterface
    interface Factory {
        ValueTest test(PolicyText policyValue) throws MalformedPolicy;
    }

    /** The operator of this name without IfExists, in any case; null when this version does not know it. */
    static @Nullable ConditionOperator named(String name) {
        return BY_NAME.get(name.toLowerCase(Locale.ROOT));
    }

    private static ConditionOperator positive(Factory factory) {
        return new ConditionOperator(false, factory);
    }

    private static ConditionOperator negative(Factory factory) {
        return new ConditionOperator(true, factory);
    }

    private static ValueTest equal(PolicyText expected) {
        return (value, request) -> Truth.of(expected.is(value.text(), request, false));
    }

    private static ValueTest equalIgnoringCase(PolicyText expected) {
        return (value, request) -> Truth.of(expected.is(value.text(), request, true));
    }

    private static ValueTest like(PolicyText text) {
        TextPattern pattern = TextPattern.of(text);
        return (value, request) -> Truth.of(pattern.matches(value, request));
    }

    private static ValueTest bool(PolicyText text) throws MalformedPolicy {
        String expected = text.text();
        if (!expected.equalsIgnoreCase("true") && !expected.equalsIgnoreCase("false")) {
            throw new MalformedPolicy("Invalid boolean value " + expected + " in condition.");
        }
        return (value, _) -> Truth.of(value.text().equalsIgnoreCase(expected));
    }

    /** The policy has the bytes in base64; what a call says is text, of which the bytes are those of UTF-8. */
    private static ValueTest binary(PolicyText text) throws MalformedPolicy {
        byte[] expected;
        try {
            expected = Base64.getDecoder().decode(text.text());
        } catch (IllegalArgumentException _) {
            throw new MalformedPolicy("Invalid binary value " + text.text() + " in condition.");
        }
        return (value, _) -> Truth.of(Arrays.equals(value.text().getBytes(UTF_8), expected));
    }

    private static ValueTest address(PolicyText text) throws MalformedPolicy {
        String range = text.text();
        AddressRange parsed = AddressRange.parse(range);
        if (parsed == null) {
            throw new MalformedPolicy("Invalid IP address or range " + range + " in condition.");
        }
        return (value, _) ->
                AddressRange.isAddress(value.text()) ? Truth.of(parsed.holds(value.text())) : Truth.UNKNOWN;
    }

    private static ValueTest arn(PolicyText text) throws MalformedPolicy {
        if (text.isVariable()) {
            return equal(text);
        }
        ArnPattern pattern = ArnPattern.parse(text);
        if (pattern == null) {
            throw new MalformedPolicy("Invalid ARN " + text.text() + " in condition.");
        }
        return (value, request) -> Truth.of(pattern.matches(ArnPattern.sections(value.text()), request));
    }

    private static Factory number(IntPredicate accepts) {
        return expected -> {
            BigDecimal limit = number(expected.text());
            if (limit == null) {
                throw new MalformedPolicy("Invalid number " + expected.text() + " in condition.");
            }
            return (value, _) -> {
                BigDecimal number = number(value.text());
                return number == null ? Truth.UNKNOWN : Truth.of(accepts.test(number.compareTo(limit)));
            };
        };
    }

    private static @Nullable BigDecimal number(String text) {
        return NUMBER.matcher(text).matches() ? new BigDecimal(text) : null;
    }

    private static Factory date(IntPredicate accepts) {
        return expected -> {
            Instant limit = date(expected.text());
            if (limit == null) {
                throw new MalformedPolicy("Invalid date " + expected.text() + " in condition.");
            }
            return (value, _) -> {
                Instant date = date(value.text());
                return date == null ? Truth.UNKNOWN : Truth.of(accepts.test(date.compareTo(limit)));
            };
        };
    }

    /** ISO 8601 with time and offset, a day in UTC, or seconds since 1970. */
    private static @Nullable Instant date(String text) {
        try {
            if (EPOCH_SECONDS.matcher(text).matches()) {
                return Instant.ofEpochSecond(Long.parseLong(text));
            }
            return text.indexOf('T') < 0
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException _) {
            return null;
        }
    }
}
