package io.navarch.apiserver.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.navarch.apiserver.resource.BuiltIn;
import io.navarch.apiserver.resource.Catalogue;
import io.navarch.apiserver.resource.ResourceType;
import io.navarch.apiserver.schema.MadeUp;
import io.navarch.machinery.object.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class TablesTest {

    private static final Catalogue CATALOGUE = BuiltIn.catalogue();
    private static final Instant NOW = Instant.parse("2026-01-01T01:00:00Z");
    private static final Tables.Options OPTIONS =
            new Tables.Options("v1", Tables.IncludeObject.METADATA, Tables.Headers.SHOWN, NOW);

    static Stream<ResourceType> kinds() {
        return CATALOGUE.all().stream();
    }

    private static JsonNode json(String text) {
        return Json.tree(text.replace('\'', '"'));
    }

    /** As it travels: whether a number was an int or a long is not seen then. */
    private static JsonNode cells(String group, String version, String plural, String object) {
        ResourceType type = CATALOGUE.find(group, version, plural).orElseThrow();
        return Json.tree(Json.write(Tables.render(type, List.of(json(object)), Json.object(), OPTIONS))).at("/rows/0/cells");
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void everyObjectOfEveryKindHasARow(ResourceType type) {
        RandomGenerator random = new Random(type.plural().hashCode());
        for (int i = 0; i < 50; i++) {
            JsonNode object = MadeUp.object(type.schema(), random, 7);
            ObjectNode table = Tables.render(type, List.of(object), Json.object(), OPTIONS);
            assertThat(table.at("/rows/0/cells").size()).isGreaterThanOrEqualTo(table.get("columnDefinitions").size());
        }
    }

    @Test
    void aPodShowsTheStateItsContainersAreIn() {
        String pod = "{'metadata':{'name':'p','creationTimestamp':'2026-01-01T00:57:00Z'},'spec':{'nodeName':'n1','containers':[{'name':'a'},"
                + "{'name':'b'}]},'status':{'phase':'Running','podIPs':[{'ip':'10.0.0.1'}],'containerStatuses':[{'name':'a','ready':true,"
                + "'restartCount':2,'state':{'running':{}},'lastState':{'terminated':{'finishedAt':'2026-01-01T00:59:15Z'}}},"
                + "{'name':'b','restartCount':1,'state':{'waiting':{'reason':'CrashLoopBackOff'}}}]}}";
        assertThat(cells("", "v1", "pods", pod))
                .isEqualTo(json("['p','1/2','CrashLoopBackOff','3 (45s ago)','3m','10.0.0.1','n1','<none>','<none>']"));
    }

    @Test
    void aServiceShowsWhereItIsReached() {
        String service = "{'metadata':{'name':'s','creationTimestamp':'2025-12-30T01:00:00Z'},'spec':{'type':'NodePort',"
                + "'clusterIPs':['10.96.0.1'],'selector':{'b':'2','a':'1'},'ports':[{'port':80,'nodePort':30080,'protocol':'TCP'}]}}";
        assertThat(cells("", "v1", "services", service))
                .isEqualTo(json("['s','NodePort','10.96.0.1','<none>','80:30080/TCP','2d','a=1,b=2']"));
    }

    @Test
    void anAutoscalerShowsTwoOfItsMetrics() {
        String metric = "{'type':'Resource','resource':{'name':'cpu','target':{'type':'Utilization','averageUtilization':70}}}";
        String scaler = "{'metadata':{'name':'h'},'spec':{'scaleTargetRef':{'kind':'Deployment','name':'d'},'maxReplicas':5,'metrics':["
                + metric + "," + metric + "," + metric + "]}}";
        assertThat(cells("autoscaling", "v2", "horizontalpodautoscalers", scaler)).isEqualTo(json("['h','Deployment/d',"
                + "'cpu: <unknown>/70%, cpu: <unknown>/70% + 1 more...','<unset>',5,0,'<unknown>']"));
    }

    @ParameterizedTest
    @CsvSource({"-PT3S, <invalid>", "PT0.5S, 0s", "PT119S, 119s", "PT2M, 2m", "PT3M20S, 3m20s", "PT179M, 179m", "PT3H, 3h", "PT7H5M, 7h5m",
        "PT47H, 47h", "P2D, 2d", "P7DT3H, 7d3h", "P10D, 10d", "P800D, 2y70d", "P4000D, 10y"})
    void spansAreShownInOneOrTwoUnits(Duration span, String shown) {
        assertThat(HumanDuration.of(span)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '~', value = {".spec.color, ~\"red\"~", ".spec.list[1], 2", ".spec.list[-1], 3", ".spec.list[*], 1",
        ".metadata.labels.a\\.b/c, ~\"x\"~", ".status.conditions[?(@.type==\"Ready\")].status, ~\"True\"~"})
    void printerColumnsFollowTheirPaths(String path, String expected) {
        JsonNode object = json("{'metadata':{'labels':{'a.b/c':'x'}},'spec':{'color':'red','list':[1,2,3]},"
                + "'status':{'conditions':[{'type':'Other','status':'False'},{'type':'Ready','status':'True'}]}}");
        assertThat(ObjectPath.first(object, path)).contains(Json.tree(expected));
    }

    @Test
    void onlyTheFirstEventOfAWatchNamesTheColumns() {
        ResourceType type = CATALOGUE.find("", "v1", "secrets").orElseThrow();
        Tables.Options later = new Tables.Options("v1", Tables.IncludeObject.NONE, Tables.Headers.LEFT_OUT, NOW);
        ObjectNode table = Tables.render(type, List.of(json("{'metadata':{'name':'s'}}")), Json.object(), later);
        assertThat(table.get("columnDefinitions").isNull()).isTrue();
        assertThat(table.at("/rows/0/object").isNull()).isTrue();
    }
}
