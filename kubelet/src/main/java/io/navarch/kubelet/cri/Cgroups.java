package io.navarch.kubelet.cri;

import io.navarch.kubelet.container.LinuxResources;
import io.navarch.kubelet.spec.Container;
import io.navarch.kubelet.spec.Pod;
import io.navarch.kubelet.spec.QosClass;
import io.navarch.machinery.object.Quantity;
import io.navarch.machinery.object.Uid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The cgroups of pods, by quality of service: {@code kubepods/podUID}, {@code kubepods/burstable/podUID},
 * {@code kubepods/besteffort/podUID}. The runtime makes those of containers below; pods' own limits are set here. Works with cgroup v1,
 * one tree per controller, and v2, one tree.
 */
final class Cgroups {

    private static final Logger LOG = LoggerFactory.getLogger(Cgroups.class);
    private static final Path MOUNT = Path.of("/sys/fs/cgroup");
    private static final List<String> V1_CONTROLLERS = List.of("cpu", "memory", "pids");

    private final String base;

    Cgroups(String cgroupRoot) {
        String trimmed = cgroupRoot.replaceAll("/+$", "");
        this.base = (trimmed.isEmpty() || trimmed.startsWith("/") ? trimmed : "/" + trimmed) + "/kubepods";
    }

    /** The path as the CRI takes it. */
    String pathOf(Pod pod) {
        return switch (QosClass.of(pod)) {
            case Guaranteed -> base + "/pod" + pod.uid();
            case Burstable -> base + "/burstable/pod" + pod.uid();
            case BestEffort -> base + "/besteffort/pod" + pod.uid();
        };
    }

    /** Makes the pod's cgroup with the sum of its containers' requests and, when all have them, limits. */
    void create(Pod pod) {
        String path = pathOf(pod).substring(1);
        boolean unified = Files.exists(MOUNT.resolve("cgroup.controllers"));
        List<Path> trees = unified ? List.of(MOUNT) : V1_CONTROLLERS.stream().map(MOUNT::resolve).filter(Files::isDirectory).toList();
        for (Path tree : trees) {
            try {
                if (unified) {
                    enableControllers(tree, path);
                }
                Path group = tree.resolve(path);
                Files.createDirectories(group);
                limits(pod, group, unified);
            } catch (IOException e) {
                // A machine that lets us make no cgroups still runs containers in those the runtime makes.
                LOG.debug("no cgroup for pod {} in {}: {}", pod.key(), tree, e.toString());
            }
        }
    }

    private static void enableControllers(Path mount, String path) throws IOException {
        Path at = mount;
        for (Path part : Path.of(path)) {
            write(at.resolve("cgroup.subtree_control"), "+cpu +memory +pids");
            at = at.resolve(part);
            Files.createDirectories(at);
        }
    }

    private static void limits(Pod pod, Path group, boolean unified) {
        long millis = sum(pod, "cpu", false).map(Quantity::milliValue).orElse(0L);
        Optional<Quantity> cpuLimit = sum(pod, "cpu", true);
        Optional<Quantity> memoryLimit = sum(pod, "memory", true);
        long shares = LinuxResources.shares(Quantity.parse(millis + "m"));
        if (unified) {
            // 2..262144 shares are 1..10000 of weight.
            write(group.resolve("cpu.weight"), String.valueOf(1 + (shares - 2) * 9999 / 262_142));
            cpuLimit.ifPresent(l -> write(group.resolve("cpu.max"), LinuxResources.quota(l.milliValue()) + " 100000"));
            memoryLimit.ifPresent(l -> write(group.resolve("memory.max"), String.valueOf(l.value())));
        } else {
            write(group.resolve("cpu.shares"), String.valueOf(shares));
            cpuLimit.ifPresent(l -> write(group.resolve("cpu.cfs_quota_us"), String.valueOf(LinuxResources.quota(l.milliValue()))));
            memoryLimit.ifPresent(l -> write(group.resolve("memory.limit_in_bytes"), String.valueOf(l.value())));
        }
    }

    /** Of a limit: empty unless every container has one. */
    private static Optional<Quantity> sum(Pod pod, String resource, boolean limit) {
        java.math.BigDecimal sum = java.math.BigDecimal.ZERO;
        java.math.BigDecimal largestInit = java.math.BigDecimal.ZERO;
        for (Container container : Stream.concat(pod.spec().containers().stream(), pod.spec().initContainers().stream()).toList()) {
            Quantity amount = limit ? container.needs().limits().get(resource) : container.needs().request(resource);
            if (amount == null && limit) {
                return Optional.empty();
            }
            boolean passing = pod.spec().initContainers().contains(container) && !container.sidecar();
            if (amount != null && passing) {
                largestInit = largestInit.max(amount.exact());
            } else if (amount != null) {
                sum = sum.add(amount.exact());
            }
        }
        return Optional.of(Quantity.parse(sum.max(largestInit).scaleByPowerOfTen(3)
                .setScale(0, java.math.RoundingMode.CEILING).toPlainString() + "m"));
    }

    private static void write(Path file, String value) {
        try {
            if (Files.exists(file)) {
                Files.writeString(file, value);
            }
        } catch (IOException refused) {
            LOG.debug("{} does not take {}: {}", file, value.toLowerCase(Locale.ROOT), refused.toString());
        }
    }

    /** Removes the pod's cgroups in every tree; what still has processes stays for the next try. */
    void remove(Uid pod) {
        List<String> paths = List.of(base + "/pod" + pod, base + "/burstable/pod" + pod, base + "/besteffort/pod" + pod);
        try (Stream<Path> trees = Files.list(MOUNT)) {
            Stream.concat(Stream.of(MOUNT), trees.filter(Files::isDirectory)).forEach(tree -> paths.forEach(path -> {
                Path group = tree.resolve(path.substring(1));
                if (Files.isDirectory(group)) {
                    removeTree(group);
                }
            }));
        } catch (IOException e) {
            LOG.debug("the cgroups of pod {} stay: {}", pod, e.toString());
        }
    }

    private static void removeTree(Path group) {
        try (Stream<Path> inside = Files.list(group)) {
            inside.filter(Files::isDirectory).forEach(Cgroups::removeTree);
        } catch (IOException e) {
            LOG.debug("{}: {}", group, e.toString());
        }
        try {
            Files.deleteIfExists(group);
        } catch (IOException busy) {
            LOG.debug("{} stays: {}", group, busy.toString());
        }
    }
}
