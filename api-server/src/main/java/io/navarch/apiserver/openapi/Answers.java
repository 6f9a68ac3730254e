package io.navarch.apiserver.openapi;

/** HTTP status codes in words. */
final class Answers {

    private Answers() {}

    static String reason(int code) {
        return switch (code) {
            case 200 -> "OK";
            case 201 -> "Created";
            case 202 -> "Accepted";
            case 401 -> "Unauthorized";
            default -> throw new IllegalArgumentException("no answer of ours: " + code);
        };
    }
}
