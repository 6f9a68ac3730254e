package io.navarch.apiserver.resource;

/** Custom resources: everything is in their schema. */
final class CustomStrategy implements Strategy {

    static final Strategy INSTANCE = new CustomStrategy();

    @Override
    public GenerationRule generation() {
        return GenerationRule.CONTENT;
    }

    @Override
    public boolean updatesUnconditionally() {
        return false;
    }
}
