package io.navarch.apiserver.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AddressesTest {

    @Test
    void canonicalFormReadsBackAsTheSameAddress() throws UnknownHostException {
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            byte[] bytes = new byte[16];
            random.nextBytes(bytes);
            for (int zeroed = random.nextInt(12); zeroed > 0; zeroed--) {
                bytes[random.nextInt(16)] = 0;
            }
            String text = InetAddress.getByAddress(bytes).getHostAddress();
            IpAddress address = IpAddress.parse(text).orElseThrow();
            assertThat(IpAddress.parse(address.canonical()).orElseThrow().groups()).isEqualTo(address.groups());
            assertThat(InetAddress.getByName(address.canonical()).getHostAddress()).isEqualTo(text);
        }
    }

    @Test
    void theLongestRunOfZerosIsLeftOutAndASingleOneIsNot() {
        assertThat(IpAddress.parse("1:0:0:2:0:0:0:3").orElseThrow().canonical()).isEqualTo("1:0:0:2::3");
        assertThat(IpAddress.parse("1:0:2:3:4:5:6:7").orElseThrow().canonical()).isEqualTo("1:0:2:3:4:5:6:7");
        assertThat(IpAddress.parse("0:0:0:0:0:0:0:0").orElseThrow().canonical()).isEqualTo("::");
    }

    @Test
    void whatReadersReadDifferentlyIsRefusedByFieldsOfLongStandingToo() {
        assertThat(Addresses.canonicalIpFaults("010.1.2.3")).containsExactly("must not have leading 0s");
        assertThat(Addresses.canonicalIpFaults("::ffff:1.2.3.4")).containsExactly("must not be an IPv4-mapped IPv6 address");
        assertThat(Addresses.canonicalIpFaults("2001:DB8::1")).containsExactly("must be in canonical form (\"2001:db8::1\")");
        assertThat(Addresses.canonicalIpFaults("1.2.3")).hasSize(1);
        assertThat(Addresses.canonicalIpFaults("1:2:3:4:5:6:7::8")).hasSize(1);
    }

    @Test
    void aRangeIsInsideAnotherOfItsFamilyOnly() {
        IpRange ten = IpRange.parse("10.0.0.0/8").orElseThrow();
        assertThat(IpRange.parse("10.1.0.0/16").orElseThrow().isStrictlyInside(ten)).isTrue();
        assertThat(ten.isStrictlyInside(ten)).isFalse();
        assertThat(IpRange.parse("11.0.0.0/16").orElseThrow().isStrictlyInside(ten)).isFalse();
        assertThat(IpRange.parse("::/128").orElseThrow().isStrictlyInside(ten)).isFalse();
    }

    @Test
    void warningsNameTheFormToUse() {
        assertThat(Addresses.cidrWarnings("spec.x", "10.0.0.1/8"))
                .containsExactly("spec.x: CIDR value \"10.0.0.1/8\" is ambiguous in this context"
                        + " (should be \"10.0.0.0/8\" or \"10.0.0.1/32\"?)");
        assertThat(Addresses.ipWarnings("spec.x", "2001:DB8::1"))
                .containsExactly("spec.x: IPv6 address \"2001:DB8::1\" should be in RFC 5952 canonical format (\"2001:db8::1\")");
    }
}
