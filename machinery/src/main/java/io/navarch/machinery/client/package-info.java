/**
 * The API as the services use it: verbs that answer with an {@link io.navarch.machinery.client.Outcome}, and one stream of several
 * kinds. {@link io.navarch.machinery.client.Api} is the port, {@link io.navarch.machinery.client.GrpcApi} its adapter; tests have a
 * fake. A refusal is a value; an API server that cannot be reached is an {@link io.navarch.machinery.client.ApiUnavailable}.
 */
@NullMarked
package io.navarch.machinery.client;

import org.jspecify.annotations.NullMarked;
