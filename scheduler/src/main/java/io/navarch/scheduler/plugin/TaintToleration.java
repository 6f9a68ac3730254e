package io.navarch.scheduler.plugin;

import io.navarch.scheduler.cluster.NodeInfo;
import io.navarch.scheduler.cluster.PodInfo;
import io.navarch.scheduler.object.Node;
import io.navarch.scheduler.object.Toleration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** NoSchedule and NoExecute taints keep pods away that do not tolerate them; PreferNoSchedule ones make a node less liked. */
final class TaintToleration implements Filter, Score {

    private final Reason untolerated = Reason.lasting(name(), "node(s) had untolerated taint(s)");

    @Override
    public String name() {
        return "TaintToleration";
    }

    @Override
    public Ruling prepare(PodInfo pod, Surroundings around) {
        return Filter.each(node -> {
            for (Node.Taint taint : node.node().taints()) {
                if (!taint.effect().equals("PreferNoSchedule") && !Toleration.anyTolerates(pod.tolerations(), taint)) {
                    return untolerated;
                }
            }
            return null;
        });
    }

    @Override
    public @Nullable Scorer prepare(PodInfo pod, Surroundings around, List<NodeInfo> feasible) {
        List<Toleration> tolerations = pod.tolerations().stream()
                .filter(t -> t.effect() == null || t.effect().isEmpty() || t.effect().equals("PreferNoSchedule"))
                .toList();
        return new Scorer() {
            @Override
            public long points(NodeInfo node) {
                long untoleratedOnes = 0;
                for (Node.Taint taint : node.node().taints()) {
                    if (taint.effect().equals("PreferNoSchedule") && !Toleration.anyTolerates(tolerations, taint)) {
                        untoleratedOnes++;
                    }
                }
                return untoleratedOnes;
            }

            @Override
            public void normalize(long[] points) {
                Score.fewerIsBetter(points);
            }
        };
    }
}
