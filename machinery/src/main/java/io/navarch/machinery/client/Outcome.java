package io.navarch.machinery.client;

import io.navarch.machinery.object.Revision;
import io.navarch.machinery.object.Status;

/** What became of a call: done, with the object (JSON) as it is now and the revision it has; or refused, with the reason. */
public sealed interface Outcome {

    record Done(Revision revision, byte[] json) implements Outcome {}

    record Refused(Status status) implements Outcome {}
}
