package io.navarch.kubeproxy.nft;

import java.util.List;

/** The nft program: one transaction per script. */
public final class Nft implements PacketFilter {

    @Override
    public void apply(String script) {
        Command.run(List.of("nft", "-f", "-"), script);
    }
}
