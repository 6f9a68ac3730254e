package io.navarch.apiserver.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.navarch.apiserver.wire.Negotiation.Format;
import io.navarch.apiserver.wire.Negotiation.Offer;
import io.navarch.apiserver.wire.Negotiation.PatchForm;
import io.navarch.apiserver.wire.Negotiation.Representation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NegotiationTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "*/*", "application/json; charset=utf-8", "text/html, application/json;q=0.8, */*;q=0.1",
        "application/json;as=Poster;v=v1;g=meta.k8s.io,application/json", "application/json;flavour=sweet"})
    void theseGetPlainJson(String accept) {
        assertThat(Negotiation.answer(accept, Offer.OBJECTS)).isEqualTo(Negotiation.PLAIN);
    }

    @Test
    void kubectlGetsTheTableItAsksFor() {
        Negotiation answer = Negotiation.answer(
                "application/json;as=Table;v=v1;g=meta.k8s.io,application/json;as=Table;v=v1beta1;g=meta.k8s.io,application/json",
                Offer.LISTS);
        assertThat(answer).isEqualTo(new Negotiation(Format.JSON, Representation.TABLE, "v1", false));
    }

    @Test
    void customResourcesFallBackFromProtobufToJson() {
        String accept = "application/vnd.kubernetes.protobuf,application/json";
        assertThat(Negotiation.answer(accept, Offer.OBJECTS).format()).isEqualTo(Format.PROTOBUF);
        assertThat(Negotiation.answer(accept, Offer.CUSTOM).format()).isEqualTo(Format.JSON);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/*", "text/html", "application/cbor"})
    void theRouterRefusesWhatItDoesNotKnow(String accept) {
        assertThatThrownBy(() -> Negotiation.answer(accept, Offer.OBJECTS)).hasMessage("406: Not Acceptable\n\n"
                + "Available representations: application/json, application/yaml, application/vnd.kubernetes.protobuf");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json;as=Poster;v=v1;g=meta.k8s.io", "application/vnd.kubernetes.protobuf;as=Table;v=v1;g=meta.k8s.io"})
    void aRepresentationNobodyHasIsRefusedAfterIt(String accept) {
        assertThatThrownBy(() -> Negotiation.answer(accept, Offer.OBJECTS)).hasMessage("only the following media types are accepted: "
                + "application/json, application/yaml, application/vnd.kubernetes.protobuf");
    }

    @Test
    void bodiesAreJsonUnlessTheySayOtherwise() {
        assertThat(Negotiation.body("", Offer.OBJECTS)).isEqualTo(Format.JSON);
        assertThat(Negotiation.body("Application/JSON; charset=latin1", Offer.OBJECTS)).isEqualTo(Format.JSON);
        assertThatThrownBy(() -> Negotiation.body("application/json; =", Offer.OBJECTS))
                .hasMessageStartingWith("the body of the request was in an unknown format - accepted media types include: ");
    }

    @Test
    void patchesSayWhatTheyAre() {
        assertThat(Negotiation.patch("application/merge-patch+json; charset=utf-8", Offer.OBJECTS)).isEqualTo(PatchForm.MERGE);
        assertThatThrownBy(() -> Negotiation.patch("Application/Merge-Patch+JSON", Offer.OBJECTS))
                .hasMessage("415: Unsupported Media Type");
        assertThatThrownBy(() -> Negotiation.patch("application/strategic-merge-patch+json", Offer.CUSTOM))
                .hasMessageEndingWith("application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml");
    }
}
