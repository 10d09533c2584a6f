package dev.sluice.authorizer.pools.pool;

import dev.sluice.authorizer.pools.protocol.Refused;
import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An attribute that users of a pool may have.
 *
 * @param attributeDataType String, Number, DateTime or Boolean
 */
public record SchemaAttribute(
        String name,
        @Nullable String attributeDataType,
        @Nullable Boolean developerOnlyAttribute,
        @Nullable Boolean mutable,
        @Nullable Boolean required,
        @Nullable NumberBounds numberAttributeConstraints,
        @Nullable LengthBounds stringAttributeConstraints) {
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,30}(\\.\\d{1,30})?");
    private static final int LONGEST = 2048;

    /** Bounds of a number, as texts. */
    public record NumberBounds(
            @Nullable String minValue, @Nullable String maxValue) {}

    /** Bounds of a length, as texts. */
    public record LengthBounds(
            @Nullable String minLength, @Nullable String maxLength) {}

    /** A standard attribute. */
    static SchemaAttribute standard(String name, String type) {
        boolean fixed = name.equals("sub");
        return new SchemaAttribute(
                name,
                type,
                false,
                !fixed,
                fixed,
                type.equals("Number") ? new NumberBounds("0", null) : null,
                type.equals("String") ? new LengthBounds(fixed ? "1" : "0", Integer.toString(LONGEST)) : null);
    }

    /** The attribute as its own, under the prefix that own attributes have. */
    SchemaAttribute custom() {
        return new SchemaAttribute(
                (Boolean.TRUE.equals(developerOnlyAttribute) ? "dev:" : "") + "custom:" + name,
                attributeDataType == null ? "String" : attributeDataType,
                Boolean.TRUE.equals(developerOnlyAttribute),
                mutable == null || mutable,
                false,
                numberAttributeConstraints,
                stringAttributeConstraints);
    }

    /** The standard attribute with what a pool may say of it. */
    SchemaAttribute saying(SchemaAttribute wish) {
        return new SchemaAttribute(
                name,
                attributeDataType,
                false,
                wish.mutable == null || wish.mutable,
                Boolean.TRUE.equals(wish.required),
                wish.numberAttributeConstraints == null ? numberAttributeConstraints : wish.numberAttributeConstraints,
                wish.stringAttributeConstraints == null ? stringAttributeConstraints : wish.stringAttributeConstraints);
    }

    /** Refuses bounds that are no numbers and types that do not exist. */
    void check() {
        switch (attributeDataType == null ? "String" : attributeDataType) {
            case "String", "Number", "DateTime", "Boolean" -> {}
            default -> throw Refused.invalid("AttributeDataType must be String, Number, DateTime or Boolean");
        }
        if (numberAttributeConstraints != null) {
            checkNumber(numberAttributeConstraints.minValue);
            checkNumber(numberAttributeConstraints.maxValue);
        }
        if (stringAttributeConstraints != null) {
            checkNumber(stringAttributeConstraints.minLength);
            checkNumber(stringAttributeConstraints.maxLength);
        }
    }

    private static void checkNumber(@Nullable String text) {
        if (text != null && !NUMBER.matcher(text).matches()) {
            throw Refused.invalid("Attribute constraints must be numbers");
        }
    }

    /** Whether a user must have it. */
    public boolean isRequired() {
        return Boolean.TRUE.equals(required);
    }

    /** Whether it may change once it is set. */
    public boolean isMutable() {
        return mutable == null || mutable;
    }

    /** What is wrong with a value, or null. */
    public @Nullable String complaint(String value) {
        if (value.length() > LONGEST) {
            return name + ": String must be no longer than " + LONGEST + " characters";
        }
        return switch (attributeDataType == null ? "String" : attributeDataType) {
            case "Number" -> number(value);
            case "Boolean" -> value.equals("true") || value.equals("false") ? null : name + ": Not a boolean";
            default -> length(value);
        };
    }

    private @Nullable String number(String value) {
        if (!NUMBER.matcher(value).matches()) {
            return name + ": Not a number";
        }
        var bounds = numberAttributeConstraints;
        var number = new BigDecimal(value);
        if (bounds != null && bounds.minValue != null && number.compareTo(new BigDecimal(bounds.minValue)) < 0) {
            return name + ": Number must be no less than " + bounds.minValue;
        }
        if (bounds != null && bounds.maxValue != null && number.compareTo(new BigDecimal(bounds.maxValue)) > 0) {
            return name + ": Number must be no greater than " + bounds.maxValue;
        }
        return null;
    }

    private @Nullable String length(String value) {
        var bounds = stringAttributeConstraints;
        var length = BigDecimal.valueOf(value.length());
        if (bounds != null && bounds.minLength != null && length.compareTo(new BigDecimal(bounds.minLength)) < 0) {
            return name + ": String must be no shorter than " + bounds.minLength + " characters";
        }
        if (bounds != null && bounds.maxLength != null && length.compareTo(new BigDecimal(bounds.maxLength)) > 0) {
            return name + ": String must be no longer than " + bounds.maxLength + " characters";
        }
        return null;
    }
}
