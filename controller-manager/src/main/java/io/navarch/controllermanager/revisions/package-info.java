/**
 * The history of pod templates, kept as ControllerRevisions: which is the newest, which are no longer needed.
 *
 * <p>In flow a template and the revisions there are; out flow the writes that make the newest revision be of that template, and drop
 * what is beyond the limit. Shared by StatefulSets and DaemonSets.
 */
@NullMarked
package io.navarch.controllermanager.revisions;

import org.jspecify.annotations.NullMarked;
