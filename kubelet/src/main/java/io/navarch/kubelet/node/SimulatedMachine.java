package io.navarch.kubelet.node;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** A machine that is not there, with the capacity it is said to have. */
public record SimulatedMachine(String name, Map<String, String> capacity) implements Machine {

    @Override
    public Facts facts() {
        Map<String, String> info = new LinkedHashMap<>();
        String id = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
        info.put("machineID", id.replace("-", ""));
        info.put("systemUUID", id);
        info.put("bootID", id);
        info.put("kernelVersion", "simulated");
        info.put("osImage", "Navarch simulated node");
        info.put("operatingSystem", "linux");
        info.put("architecture", LinuxMachine.architecture());
        return new Facts(capacity, capacity, info);
    }

    @Override
    public Pressure pressure() {
        return new Pressure(false, false, false);
    }
}
