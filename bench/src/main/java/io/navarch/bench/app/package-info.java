/**
 * The benchmark's command: {@link io.navarch.bench.app.Bench} starts what is measured, {@link io.navarch.bench.app.Report} prints and
 * writes what came of it, {@link io.navarch.bench.app.Baseline} compares it with what is committed.
 */
@NullMarked
package io.navarch.bench.app;

import org.jspecify.annotations.NullMarked;
