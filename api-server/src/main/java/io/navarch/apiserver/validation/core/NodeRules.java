package io.navarch.apiserver.validation.core;

import io.navarch.apiserver.validation.Addresses;
import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.IpRange;
import io.navarch.apiserver.validation.KindValidation;
import io.navarch.apiserver.validation.Quantities;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Nodes, as their kubelet registers them and others mark them. What may change is {@link NodeChangeRules}. */
final class NodeRules implements KindValidation {

    private static final Pattern FEATURE = Pattern.compile("[A-Z][a-zA-Z0-9]*(/[a-zA-Z][a-zA-Z0-9]*)*");
    private static final int LONGEST_FEATURE = 253;

    @Override
    public void create(Field node) {
        NodeAnnotationRules.check(node.at("metadata", "annotations"));
        taints(node);
        capacities(node);
        Field swap = node.at("status", "nodeInfo", "swap", "capacity");
        if (swap.isSet() && swap.number() <= 0) {
            swap.as(node.at("metadata", "nodeSwapStatus", "capacity").path()).invalid("must be greater than zero");
        }
        features(node.at("status", "declaredFeatures"));
        ranges(node.at("spec", "podCIDRs"));
    }

    @Override
    public void update(Field node, JsonNode before) {
        create(node);
        NodeChangeRules.check(node, before);
    }

    @Override
    public void status(Field node, JsonNode before) {
        NodeChangeRules.check(node, before);
    }

    /** Complaints about taints are made under metadata, as Kubernetes makes them. */
    static void taints(Field node) {
        TaintRules.check(node.at("spec", "taints").as(node.at("metadata", "taints").path()));
    }

    static void capacities(Field node) {
        for (String list : List.of("capacity", "allocatable")) {
            Field amounts = node.at("status", list);
            for (Map.Entry<String, Field> entry : amounts.entries()) {
                Quantities.amount(entry.getKey(), entry.getValue().as(amounts.path().child(entry.getKey())));
            }
        }
    }

    static void features(Field features) {
        for (int i = 0; i < features.size(); i++) {
            Field feature = features.at(i);
            String name = feature.text();
            if (name.length() > LONGEST_FEATURE) {
                feature.invalid("invalid feature name \"" + name + "\": must be no more than " + LONGEST_FEATURE + " characters");
            } else if (!FEATURE.matcher(name).matches()) {
                feature.invalid("invalid feature name \"" + name + "\": must start with an UpperCamelCase segment, with subsequent"
                        + " segments separated by '/' (e.g., MyFeature or MyFeature/mySubFeature), and contain only alphanumeric"
                        + " characters and slashes");
            }
            if (i + 1 < features.size()) {
                int order = name.compareTo(features.at(i + 1).text());
                if (order == 0) {
                    features.at(i + 1).duplicate();
                } else if (order > 0) {
                    features.at(i + 1).invalid("list must be sorted alphabetically");
                }
            }
        }
    }

    private static void ranges(Field ranges) {
        ranges.items().forEach(Addresses::cidr);
        if (ranges.size() > 1) {
            long four = ranges.items().stream()
                    .filter(range -> IpRange.parse(range.text()).filter(IpRange::isV4).isPresent())
                    .count();
            if (four == 0 || four == ranges.size() || ranges.size() > 2) {
                ranges.invalid("may specify no more than one CIDR for each IP family");
            }
        }
    }

    @Override
    public List<String> warnings(JsonNode node, JsonNode before) {
        return NodeWarnings.of(node);
    }
}
