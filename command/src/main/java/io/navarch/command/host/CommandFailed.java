package io.navarch.command.host;

/** Trouble: a tool of the machine did not do what it was asked. */
public final class CommandFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CommandFailed(String message) {
        super(message);
    }
}
