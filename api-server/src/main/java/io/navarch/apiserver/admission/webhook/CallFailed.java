package io.navarch.apiserver.admission.webhook;

/** A webhook could not be asked, or did not answer as it should. The message is the reason, in the words of Kubernetes. */
final class CallFailed extends Exception {

    CallFailed(String reason) {
        super(reason);
    }

    /** "failed calling webhook "x": why". */
    String about(Webhook webhook) {
        return "failed calling webhook \"" + webhook.name() + "\": " + getMessage();
    }
}
