/**
 * What is measured.
 *
 * <p>In flows a {@link io.navarch.bench.measure.Stage}, an API server with the objects measures need; out flow
 * {@link io.navarch.bench.measure.Result}s. Each measure warms up what it measures, is bounded in count, and leaves the stage as good as it
 * was. {@link io.navarch.bench.measure.Measures} lists them.
 */
@NullMarked
package io.navarch.bench.measure;

import org.jspecify.annotations.NullMarked;
