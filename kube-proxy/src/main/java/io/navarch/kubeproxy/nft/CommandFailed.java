package io.navarch.kubeproxy.nft;

/** Trouble: a command of the node did not do what it was asked. */
public final class CommandFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public CommandFailed(String message) {
        super(message);
    }
}
