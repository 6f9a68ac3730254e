package io.navarch.apiserver.store;

import io.navarch.machinery.object.Revision;

/** A key and its bytes as of the revision that last wrote it. Nobody changes the bytes. */
public record KeyValue(String key, byte[] value, Revision revision) {}
