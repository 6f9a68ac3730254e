package io.navarch.command.cluster;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The /24 network between the nodes and the host: the host is .1, node N is .(10 + N). */
public record NodeSubnet(String prefix) {

    public static final NodeSubnet USUAL = new NodeSubnet("172.29.0");
    public static final int MOST_NODES = 200;
    private static final int FIRST_NODE = 10;
    private static final Pattern FORM = Pattern.compile("([0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3})\\.0/24");

    @JsonCreator
    public static NodeSubnet parse(String cidr) {
        Matcher form = FORM.matcher(cidr);
        if (!form.matches()) {
            throw new IllegalArgumentException("the nodes' network is a /24 such as 172.29.0.0/24, not " + cidr);
        }
        return new NodeSubnet(form.group(1));
    }

    public String host() {
        return prefix + ".1";
    }

    public String node(int number) {
        return prefix + "." + (FIRST_NODE + number);
    }

    @JsonValue
    public String cidr() {
        return prefix + ".0/24";
    }

    @Override
    public String toString() {
        return cidr();
    }
}
