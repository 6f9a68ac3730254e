package io.navarch.apiserver.validation.rbac;

/** How far what is granted reaches. */
enum Reach {
    NAMESPACE,
    CLUSTER
}
