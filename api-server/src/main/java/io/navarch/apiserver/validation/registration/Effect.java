package io.navarch.apiserver.validation.registration;

/** What a policy may do to a request. */
enum Effect {
    VALIDATES,
    MUTATES
}
