/**
 * Label and field selectors as requests carry them.
 *
 * <p>In flows the text of {@code labelSelector=} or {@code fieldSelector=}, out comes an immutable selector that matches maps and fields,
 * or a 400 {@link io.navarch.apiserver.status.Refusal} worded as Kubernetes words it. Which fields a kind can be selected by is the
 * caller's to check. Read {@link io.navarch.apiserver.selector.LabelSelector} first.
 */
@NullMarked
package io.navarch.apiserver.selector;

import org.jspecify.annotations.NullMarked;
