package dev.sluice.control.platform.documents;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.quarkus.hibernate.orm.JsonFormat;
import io.quarkus.hibernate.orm.PersistenceUnitExtension;
import jakarta.inject.Singleton;
import java.lang.reflect.Type;
import org.hibernate.type.format.AbstractJsonFormatMapper;

/**
 * Writes and reads the records that entities keep as one JSONB document. Apart from the wire's format on purpose:
 * stored documents outlive changes of the API, so readers ignore members they do not know.
 */
@Singleton
@JsonFormat
@PersistenceUnitExtension
public final class DocumentFormat extends AbstractJsonFormatMapper {
    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .build();

    /** A document as text, for a row that holds documents of several types. */
    public static String write(Object document) {
        try {
            return JSON.writeValueAsString(document);
        } catch (JsonProcessingException failure) {
            throw new IllegalArgumentException("a document of " + document.getClass() + " cannot be written", failure);
        }
    }

    /** The document that {@link #write} wrote. */
    public static <T> T read(String document, Class<T> type) {
        try {
            return JSON.readValue(document, type);
        } catch (JsonProcessingException failure) {
            throw new IllegalStateException("a document of " + type + " cannot be read", failure);
        }
    }

    @Override
    protected <T> String toString(T value, Type type) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException failure) {
            throw new IllegalArgumentException("a document of " + type.getTypeName() + " cannot be written", failure);
        }
    }

    @Override
    @SuppressWarnings("TypeParameterUnusedInFormals") // Hibernate's signature
    protected <T> T fromString(CharSequence json, Type type) {
        try {
            return JSON.readValue(json.toString(), JSON.constructType(type));
        } catch (JsonProcessingException failure) {
            throw new IllegalStateException("a document of " + type.getTypeName() + " cannot be read", failure);
        }
    }
}
