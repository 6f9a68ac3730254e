package io.navarch.machinery.loop;

/** Where events go. The recording must not block nor fail the work it tells of. */
public interface EventRecorder {

    void record(String source, KubeEvent event);
}
