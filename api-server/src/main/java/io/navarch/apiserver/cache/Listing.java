package io.navarch.apiserver.cache;

import io.navarch.machinery.object.Revision;
import java.util.List;
import java.util.OptionalLong;

/**
 * A list, or a page of one, in order of key, as of one revision.
 *
 * @param next where the next page begins, as {@link ContinueToken} wants it; "" when this was the last
 * @param remaining how many objects are behind this page; empty on the last page and where a selector makes it unknown
 */
public record Listing(List<Entry> entries, Revision revision, String next, OptionalLong remaining) {}
