package dev.sluice.authorizer.pools.http;

import java.util.ArrayList;
import java.util.List;

/** An answer: a status, header lines in order, and a text. */
public record HttpAnswer(int status, List<Line> headers, String body) {
    public HttpAnswer {
        headers = List.copyOf(headers);
    }

    /** A header line. */
    public record Line(String name, String value) {}

    /** An answer without headers. */
    public static HttpAnswer of(int status, String body) {
        return new HttpAnswer(status, List.of(), body);
    }

    /** A JSON answer that nobody keeps. */
    public static HttpAnswer json(int status, String body) {
        return of(status, body).with("Content-Type", "application/json").with("Cache-Control", "no-store");
    }

    /** The answer with one more header line. */
    public HttpAnswer with(String name, String value) {
        var more = new ArrayList<>(headers);
        more.add(new Line(name, value));
        return new HttpAnswer(status, more, body);
    }
}
