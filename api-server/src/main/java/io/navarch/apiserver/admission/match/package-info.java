/**
 * Which writes a webhook or an admission policy is about.
 *
 * <p>In flow a configuration's rules and selectors and a write; out flows the version of the resource the write is to be shown in, or
 * nothing. Kept: the configurations of admission themselves are never shown to anybody, so that nobody can lock themselves out. Read
 * {@link io.navarch.apiserver.admission.match.Criteria} first.
 */
@NullMarked
package io.navarch.apiserver.admission.match;

import org.jspecify.annotations.NullMarked;
