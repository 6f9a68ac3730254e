package io.navarch.bench.measure;

import io.navarch.bench.load.Load;
import io.navarch.bench.target.Usage;
import io.navarch.machinery.object.Json;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * One line of the table.
 *
 * @param value in the unit
 * @param load latencies and bytes, where it was a load
 * @param before what the server had used when the measure began; empty where that is not known
 * @param note what a reader must know besides; often ""
 */
public record Result(
        String name, double value, String unit, Optional<Load> load, Optional<Usage> before, Optional<Usage> after, String note) {

    static Result of(String name, double value, String unit, String note) {
        return new Result(name, value, unit, Optional.empty(), Optional.empty(), Optional.empty(), note);
    }

    /** The server's CPU seconds during the measure. */
    public Optional<Double> cpuSeconds() {
        return before.flatMap(b -> after.map(a -> a.cpuSeconds() - b.cpuSeconds()));
    }


    /** The server's CPU time for one request, which a busy machine changes less than it does the rate. */
    public Optional<Double> cpuMicrosEach() {
        return cpuSeconds().flatMap(cpu -> load.map(l -> cpu * 1e6 / l.count()));
    }

    public ObjectNode json() {
        ObjectNode json = Json.object().put("name", name).put("value", value).put("unit", unit);
        load.ifPresent(l -> json.putObject("load").put("p50Millis", l.p50()).put("p99Millis", l.p99()).put("maxMillis", l.longest())
                .put("bytes", l.bytes()).put("failed", l.failed()));
        cpuSeconds().ifPresent(cpu -> json.put("cpuSeconds", cpu));
        cpuMicrosEach().ifPresent(cpu -> json.put("cpuMicrosEach", cpu));
        after.ifPresent(a -> json.put("residentBytes", a.residentBytes()).put("peakResidentBytes", a.peakBytes()));
        before.ifPresent(b -> json.put("gcPauses", after.orElseThrow().pauses() - b.pauses())
                .put("gcPauseMillis", after.orElseThrow().pauseMillis() - b.pauseMillis()));
        return note.isEmpty() ? json : json.put("note", note);
    }
}
