package io.navarch.apiserver.store;

/** Trouble: the store could not be asked, or did not answer. Worth trying again, knowing that a write may have happened. */
public final class StoreUnavailable extends RuntimeException {

    public StoreUnavailable(String message, Throwable cause) {
        super(message, cause);
    }

    public StoreUnavailable(String message) {
        super(message);
    }
}
