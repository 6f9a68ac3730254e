package io.navarch.apiserver.store;

/**
 * What a value goes through on its way into the store and out of it, such as encryption at rest. The key is given so that a value can
 * be bound to where it lies.
 */
public interface ValueTransformer {

    ValueTransformer IDENTITY = new ValueTransformer() {
        @Override
        public byte[] toStore(String key, byte[] value) {
            return value;
        }

        @Override
        public byte[] fromStore(String key, byte[] stored) {
            return stored;
        }
    };

    byte[] toStore(String key, byte[] value);

    byte[] fromStore(String key, byte[] stored);
}
