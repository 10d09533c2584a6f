package dev.sluice.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a browser is to a sign-in: cookies of one host, whatever the port, by path, and no page that runs anything. It follows a
 * redirect only when told to. Not thread-safe.
 */
final class Browser {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Pattern HIDDEN = Pattern.compile("name=\"(_csrf|session)\" value=\"([^\"]+)\"");
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Map<String, Cookie> cookies;

    Browser() {
        this(new HashMap<>());
    }

    private Browser(Map<String, Cookie> cookies) {
        this.cookies = cookies;
    }

    /** Another one with the same cookies, which then go their own ways. */
    Browser copy() {
        return new Browser(new HashMap<>(cookies));
    }

    /** The value of a cookie, or nothing. */
    String cookie(String name) {
        Cookie cookie = cookies.get(name);
        return cookie == null ? "" : cookie.value;
    }

    Page get(String url, String... headers) {
        return send(request(url, headers).GET());
    }

    Page call(String method, String url, String body, String... headers) {
        return send(request(url, headers).method(method, BodyPublishers.ofString(body)));
    }

    /** Sends the form of a page to where the page is. */
    Page submit(Page page, Map<String, String> fields) {
        Map<String, String> form = new HashMap<>(fields);
        HIDDEN.matcher(page.body()).results().forEach(field -> form.put(field.group(1), field.group(2)));
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send(request(page.url(), "Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body)));
    }

    /** Goes where the page sends browsers. */
    Page follow(Page page) {
        return get(URI.create(page.url()).resolve(page.header("Location")).toString());
    }

    private HttpRequest.Builder request(String url, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(url)).timeout(LIMIT);
        String path = URI.create(url).getPath();
        String sent = cookies.entrySet().stream()
                .filter(cookie -> path.startsWith(cookie.getValue().path))
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue().value)
                .collect(Collectors.joining("; "));
        if (!sent.isEmpty()) {
            request.header("Cookie", sent);
        }
        for (int index = 0; index < headers.length; index += 2) {
            request.header(headers[index], headers[index + 1]);
        }
        return request;
    }

    private Page send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = CLIENT.send(request.build(), BodyHandlers.ofString());
            response.headers().allValues("Set-Cookie").forEach(this::keep);
            return new Page(response.uri().toString(), response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while calling", e);
        }
    }

    private void keep(String line) {
        String name = line.substring(0, line.indexOf('='));
        String value = line.substring(name.length() + 1, line.indexOf(';'));
        String path = "/";
        boolean isOver = false;
        for (String whole : line.split(";", -1)) {
            String part = whole.strip();
            path = part.startsWith("Path=") ? part.substring(5) : path;
            isOver |= part.equals("Max-Age=0");
        }
        if (isOver) {
            cookies.remove(name);
        } else {
            cookies.put(name, new Cookie(value, path));
        }
    }

    /** What a call answered. */
    record Page(String url, HttpResponse<String> response) {
        int status() {
            return response.statusCode();
        }

        String body() {
            return response.body();
        }

        /** Nothing when it is not there. */
        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        @Override
        public String toString() {
            return status() + " " + url + " -> " + header("Location") + " " + body();
        }
    }

    private record Cookie(String value, String path) {}
}
