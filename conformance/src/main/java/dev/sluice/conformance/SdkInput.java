package dev.sluice.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/** Fills the SDK's own request objects from JSON, so that the SDK writes the calls of golden files. */
final class SdkInput {
    private SdkInput() {}

    /** Sets the members of a builder; a member that the SDK does not have is a fault of the golden file. */
    static void fill(SdkPojo builder, JsonNode members) {
        Map<String, SdkField<?>> fields = new HashMap<>();
        builder.sdkFields().forEach(field -> fields.put(lowerFirst(field.memberName()), field));
        members.properties().forEach(member -> {
            SdkField<?> field = fields.get(member.getKey());
            if (field == null) {
                throw new IllegalArgumentException(
                        "the SDK has no member " + member.getKey() + " of " + fields.keySet());
            }
            field.set(builder, value(field, member.getValue()));
        });
    }

    private static @Nullable Object value(SdkField<?> field, JsonNode node) {
        MarshallingType<?> type = field.marshallingType();
        if (node.isNull()) {
            return null;
        } else if (type.equals(MarshallingType.STRING)) {
            return node.isTextual() ? node.textValue() : node.toString();
        } else if (type.equals(MarshallingType.BOOLEAN)) {
            return node.booleanValue();
        } else if (type.equals(MarshallingType.SDK_BYTES)) {
            return SdkBytes.fromUtf8String(node.isTextual() ? node.textValue() : node.toString());
        } else if (type.equals(MarshallingType.LIST)) {
            return list(field.getTrait(ListTrait.class).memberFieldInfo(), node);
        } else if (type.equals(MarshallingType.MAP)) {
            return map(field.getTrait(MapTrait.class).valueFieldInfo(), node);
        } else if (type.equals(MarshallingType.SDK_POJO)) {
            return pojo(field, node);
        }
        return number(type, node.decimalValue());
    }

    private static Object number(MarshallingType<?> type, BigDecimal number) {
        if (type.equals(MarshallingType.INTEGER)) {
            return number.intValueExact();
        } else if (type.equals(MarshallingType.LONG)) {
            return number.longValueExact();
        } else if (type.equals(MarshallingType.DOUBLE)) {
            return number.doubleValue();
        } else if (type.equals(MarshallingType.FLOAT)) {
            return number.floatValue();
        }
        throw new IllegalArgumentException("no golden file has needed " + type + " yet");
    }

    private static List<@Nullable Object> list(SdkField<?> member, JsonNode node) {
        List<@Nullable Object> values = new ArrayList<>();
        node.forEach(element -> values.add(value(member, element)));
        return values;
    }

    private static Map<String, @Nullable Object> map(SdkField<?> member, JsonNode node) {
        Map<String, @Nullable Object> values = new HashMap<>();
        node.properties().forEach(entry -> values.put(entry.getKey(), value(member, entry.getValue())));
        return values;
    }

    private static Object pojo(SdkField<?> field, JsonNode node) {
        SdkPojo builder = field.constructor().get();
        fill(builder, node);
        return ((SdkBuilder<?, ?>) builder).build();
    }

    static String lowerFirst(String name) {
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }
}
