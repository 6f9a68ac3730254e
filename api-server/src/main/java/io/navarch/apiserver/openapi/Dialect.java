package io.navarch.apiserver.openapi;

/** The version of OpenAPI a document is in. */
enum Dialect {
    V2("#/definitions/"),
    V3("#/components/schemas/");

    private final String prefix;

    Dialect(String prefix) {
        this.prefix = prefix;
    }

    String reference(String definition) {
        return prefix + definition;
    }
}
