package dev.sluice.authorizer.functions.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FunctionNameTest {
    @ParameterizedTest
    @CsvSource({
        "pets,, pets,",
        "pets:3,, pets, 3",
        "pets:$LATEST,, pets, $LATEST",
        "function:pets,, pets,",
        "111122223333:pets, 111122223333, pets,",
        "111122223333:function:pets:1, 111122223333, pets, 1",
        "arn:aws:lambda:us-east-1:111122223333:function:pets, 111122223333, pets,",
        "arn%3Aaws%3Alambda%3Aus-east-1%3A111122223333%3Afunction%3Apets%3A2, 111122223333, pets, 2"
    })
    void readsAllForms(String segment, String account, String name, String qualifier) {
        assertThat(FunctionName.parse(segment)).isEqualTo(new FunctionName(account, name, qualifier));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a b",
                "pets%00",
                "pets%2F..",
                "%zz",
                "arn:aws:sqs:us-east-1:111122223333:pets",
                "pets:1:2",
                "p'; drop"
            })
    void refusesWhatNamesNoFunction(String segment) {
        assertThat(FunctionName.parse(segment)).isNull();
    }

    @ParameterizedTest
    @CsvSource({"pets, 2, 2", "pets:2, 2, 2", "pets:2, 3,"})
    void takesTheQualifierOfTheQueryUnlessTheyDiffer(String segment, String query, String qualifier) {
        // when
        FunctionName both = Objects.requireNonNull(FunctionName.parse(segment)).with(query);

        // then
        assertThat(both == null ? null : both.qualifier()).isEqualTo(qualifier);
    }
}
