/**
 * What is served: resources as data, built-in and custom alike.
 *
 * <p>In flow resources.txt and the build's definitions ({@link io.navarch.apiserver.resource.BuiltIn}) and, at run time, the types of
 * custom resources; out comes the current {@link io.navarch.apiserver.resource.Catalogue}, an immutable snapshot a request keeps from
 * beginning to end. Read {@link io.navarch.apiserver.resource.ResourceType} first.
 */
@NullMarked
package io.navarch.apiserver.resource;

import org.jspecify.annotations.NullMarked;
