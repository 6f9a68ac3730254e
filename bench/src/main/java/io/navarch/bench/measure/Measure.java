package io.navarch.bench.measure;

/** Something measured on a stage. */
public interface Measure {

    String name();

    Result on(Stage stage);
}
