package io.navarch.controllermanager.nodeipam;

import io.navarch.controllermanager.kind.Kinds;
import io.navarch.controllermanager.kind.Node;
import io.navarch.controllermanager.write.Telling;
import io.navarch.controllermanager.write.Write;
import io.navarch.controllermanager.write.WritingController;
import io.navarch.machinery.client.PatchType;
import io.navarch.machinery.client.Subresource;
import io.navarch.machinery.loop.KubeEvent;
import io.navarch.machinery.loop.Plan;
import io.navarch.machinery.object.Json;
import io.navarch.machinery.object.ObjectKey;
import io.navarch.machinery.world.Change;
import io.navarch.machinery.world.Kind;
import io.navarch.machinery.world.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/** Gives blocks out, lowest first. */
public final class NodeIpamController implements WritingController {

    private static final ObjectKey ALL = ObjectKey.cluster("nodes");
    private static final int BATCH = 100;

    private final Blocks blocks;

    public NodeIpamController(String range, int blockLength) {
        this.blocks = new Blocks(range, blockLength);
    }

    @Override
    public String name() {
        return "node-ipam-controller";
    }

    @Override
    public List<Kind<?>> kinds() {
        return List.of(Kinds.NODE);
    }

    @Override
    public void mark(Change<?> change, World world, Consumer<ObjectKey> marks) {
        Change<Node> node = change.of(Kinds.NODE);
        if (node != null && node.after() != null && lacks(node.after())) {
            marks.accept(ALL);
        }
    }

    private static boolean lacks(Node node) {
        return node.spec().podCIDR() == null && node.spec().podCIDRs().isEmpty() && !node.metadata().beingDeleted();
    }

    @Override
    public Plan<Write> plan(ObjectKey key, World world, Instant now) {
        return plan(world.table(Kinds.NODE).all(), blocks);
    }

    static Plan<Write> plan(Collection<Node> nodes, Blocks blocks) {
        List<String> held = new ArrayList<>();
        nodes.forEach(node -> {
            held.addAll(node.spec().podCIDRs());
            if (node.spec().podCIDR() != null) {
                held.add(node.spec().podCIDR());
            }
        });
        BitSet taken = blocks.taken(held);
        List<Write> writes = new ArrayList<>();
        List<KubeEvent> events = new ArrayList<>();
        for (Node node : nodes) {
            if (!lacks(node) || writes.size() >= BATCH) {
                continue;
            }
            int free = taken.nextClearBit(0);
            if (free >= blocks.count()) {
                events.add(KubeEvent.warning(
                        KubeEvent.Regarding.of("v1", "Node", node.metadata()),
                        "CIDRNotAvailable",
                        "Node " + node.metadata().name() + " status is now: CIDRNotAvailable"));
                continue;
            }
            taken.set(free);
            writes.add(give(node, blocks.block(free)));
        }
        return new Plan<>(writes, events, null);
    }

    /** At any revision of the node: a block that is set can never be changed. */
    private static Write give(Node node, String block) {
        ObjectNode patch = Json.object();
        patch.putObject("metadata").put("uid", node.metadata().uid().value());
        patch.putObject("spec").put("podCIDR", block).putArray("podCIDRs").add(block);
        return new Write.Patch(
                Kinds.NODES, node.metadata().key(), Subresource.NONE, PatchType.MERGE, patch, Telling.NOTHING);
    }
}
