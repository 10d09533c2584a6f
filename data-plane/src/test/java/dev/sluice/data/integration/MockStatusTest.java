package dev.sluice.data.integration;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** rest-api-runtime 8.2: the status of a MOCK template, strict and lenient. */
class MockStatusTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "200 | {\"statusCode\": 200}",
                "200 | {\"statusCode\":200}",
                "200 | {\"statusCode\" : 200 }",
                "200 | { \"a\": {\"statusCode\": 5}, \"statusCode\": 200 }",
                "201 | {\"statusCode\": 200, \"statusCode\": 201}",
                "200 | {\"statusCode\": 200, \"x\": [1, {\"y\": 2}]}",
                "200 | {\"x\": null, \"statusCode\": 200}",
                "0 | {\"statusCode\": 0}",
                "-1 | {\"statusCode\": -1}",
                "99 | {\"statusCode\": 99}",
                "1000 | {\"statusCode\": 1000}",
                "2147483647 | {\"statusCode\": 2147483647}",
                "-2147483648 | {\"statusCode\": -2147483648}",
                "200 | {statusCode: 200}",
                "200 | {statusCode:200}",
                "200 | { statusCode : 200 }",
                "200 | {'statusCode': 200}",
                "200 | {'statusCode':200}",
                "200 | {'statusCode': 200, '': ''}",
                "200 | {\"statusCode\": 200 ,, }",
                "200 | {\"statusCode\": 200,}",
                "200 | {,\"statusCode\": 200}",
                "200 | {,,statusCode: 200,,}",
                "200 | {statusCode: 200, foo'}: [ba r]}",
                "200 | {statusCode: 200, stray text}",
                "200 | {stray text, statusCode: 200}",
                "200 | {statusCode: 200, foo: bar}",
                "200 | {foo: bar, statusCode: 200}",
                "200 | {foo: 'bar', statusCode: 200}",
                "200 | {'foo': \"bar\", 'statusCode': 200}",
                "200 | {statusCode: 200, a: b: c}",
                "200 | {a:, statusCode: 200}",
                "200 | {statusCode: 200, : b}",
                "204 | {\"statusCode\": 204, 'x': 1}",
                "404 | {statusCode: 404}",
                "500 | {'statusCode' : 500 }",
                "-5 | {statusCode: -5}",
                "0 | {'statusCode': 0}",
                "201 | {statusCode: 200, statusCode: 201}",
                "200 | {'statusCode': 200, \"a\": 'b'}",
                "200 | {'statusCode': 200, 'tags': ['a', 'b']}",
                "200 | {statusCode: 200, message: 'Sorry, not found'}",
                "200 | {statusCode: 200, who: \"Doe, John\"}",
                "200 | {statusCode: 200, who: 'it\\'s, and: }'}",
                "200 | {'a:b': 1, statusCode: 200}",
                "200 | {statusCode: 200, data: {\"a\": \"x\", 'b': [\"y\", {c: 1}]}}",
                "200 | {data: {statusCode: 5, more: 6}, statusCode: 200}"
            })
    void findsAnInteger(int status, String template) {
        // when
        var found = MockStatus.of(template);

        // then
        assertThat(found).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"statusCode\": \"200\"}",
                "{\"statusCode\": 200.0}",
                "{\"statusCode\": 2e2}",
                "{\"statusCode\": true}",
                "{\"statusCode\": null}",
                "{\"statusCode\": []}",
                "{\"statusCode\": {}}",
                "{\"statusCode\": [200]}",
                "{\"statuscode\": 200}",
                "{\"StatusCode\": 200}",
                "{\"status\": 200}",
                "{\"a\": {\"statusCode\": 200}}",
                "{}",
                "[]",
                "[{\"statusCode\": 200}]",
                "200",
                "\"statusCode\"",
                "null",
                "",
                " ",
                "{",
                "}",
                "{}}",
                "statusCode: 200",
                "\"statusCode\": 200",
                "{\"statusCode': 200 }",
                "{'statusCode\": 200 }",
                "{'statusCode: 200 }",
                "{\"statusCode: 200 }",
                "{statusCode': '200}",
                "{statusCode: 200, {foo: [ba r]}",
                "{statusCode: 200, [foo: bar}",
                "{\"statusCode\": 200",
                "\"statusCode\": 200}",
                "{statusCode: 200",
                "statusCode: 200}",
                "{statusCode: '200'}",
                "{statusCode: \"200\"}",
                "{statusCode: 200.0}",
                "{statusCode: +200}",
                "{statusCode: \u0662\u0660\u0660}",
                "{statusCode: 0xC8}",
                "{statusCode: 2 00}",
                "{statusCode: 200 x}",
                "{statusCode: x}",
                "{statusCode: }",
                "{statusCode:}",
                "{statusCode}",
                "{statusCode 200}",
                "{statusCode = 200}",
                "{statusCode: 200, foo: 'bar}",
                "{statusCode: 200, foo: \"bar}",
                "{statusCode: 200, foo: 'bar\"}",
                "{statusCode: 200, 'foo: bar}",
                "{statusCode: 200, foo: {a: 1}",
                "{\"statusCode\": 200, \"a\": {\"b\": 1}",
                "{statusCode: 200, foo: [1, 2}",
                "{statusCode: 200, foo: [1}, bar: 2}",
                "{statusCode: 200, foo: ['a, b]}",
                "{foo: {statusCode: 200, bar: 1}}",
                "{statusCode: 200, '}",
                "{statusCode: 200, \"}",
                "{{statusCode: 200}}",
                "{statusCode: {200}}",
                "{statusCode: 99999999999}",
                "{\"statusCode\": 99999999999}",
                "{statusCode: 200} {",
                "x{statusCode: 200}",
                "{\"statusCode\": 200} x"
            })
    void refusesWhatHoldsNone(String template) {
        // when
        var found = MockStatus.of(template);

        // then
        assertThat(found).isNull();
    }
}
