package io.navarch.kubeproxy.nft;

/** What carries a script of nft commands out, wholly or not at all. Tests have one that remembers. */
public interface PacketFilter {

    /** Throws {@link CommandFailed} when the kernel refuses it. */
    void apply(String script);
}
