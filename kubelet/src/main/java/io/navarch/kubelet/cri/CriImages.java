package io.navarch.kubelet.cri;

import io.navarch.kubelet.runtime.Runtime;
import io.navarch.kubelet.runtime.RuntimeTrouble;
import io.navarch.kubelet.runtime.StartRefused;
import io.navarch.kubelet.source.ClusterSources;
import io.navarch.kubelet.spec.Container;
import io.navarch.kubelet.spec.Pod;
import io.navarch.kubelet.spec.PodSpec.LocalReference;
import io.navarch.machinery.object.Json;
import io.navarch.proto.cri.v1.AuthConfig;
import io.navarch.proto.cri.v1.Image;
import io.navarch.proto.cri.v1.ImageSpec;
import io.navarch.proto.cri.v1.ImageStatusRequest;
import io.navarch.proto.cri.v1.ListImagesRequest;
import io.navarch.proto.cri.v1.PullImageRequest;
import io.navarch.proto.cri.v1.RemoveImageRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The images of a node. */
final class CriImages {

    private final CriClient cri;
    private final ClusterSources sources;

    CriImages(CriClient cri, ClusterSources sources) {
        this.cri = cri;
        this.sources = sources;
    }

    Optional<Image> find(String image) {
        var answer = cri.images(CriClient.CALL_LIMIT, s -> s.imageStatus(
                ImageStatusRequest.newBuilder().setImage(spec(image)).build()));
        return answer.hasImage() && !answer.getImage().getId().isEmpty() ? Optional.of(answer.getImage()) : Optional.empty();
    }

    static String reference(Image image) {
        return image.getRepoDigestsCount() > 0 ? image.getRepoDigests(0) : image.getId();
    }

    /** The user the image runs as: a number, a name, or empty. */
    static String runsAs(Image image) {
        return image.hasUid() ? String.valueOf(image.getUid().getValue()) : image.getUsername();
    }

    /** With each of the pod's credentials for the registry in turn, or without any. */
    String pull(Pod pod, Container container) {
        List<AuthConfig> credentials = new ArrayList<>();
        for (LocalReference secret : pod.spec().imagePullSecrets()) {
            if (secret.name() != null) {
                sources.secret(pod.namespace(), secret.name())
                        .map(data -> data.get(".dockerconfigjson"))
                        .ifPresent(json -> credential(json, registry(container.image())).ifPresent(credentials::add));
            }
        }
        if (credentials.isEmpty()) {
            credentials.add(AuthConfig.getDefaultInstance());
        }
        RuntimeTrouble last = null;
        for (AuthConfig credential : credentials) {
            try {
                PullImageRequest.Builder request = PullImageRequest.newBuilder().setImage(spec(container.image()));
                if (!credential.equals(AuthConfig.getDefaultInstance())) {
                    request.setAuth(credential);
                }
                cri.images(CriClient.PULL_LIMIT, s -> s.pullImage(request.build()));
                return find(container.image()).map(CriImages::reference).orElse(container.image());
            } catch (RuntimeTrouble trouble) {
                last = trouble;
            }
        }
        String why = last == null ? "" : String.valueOf(last.getMessage());
        throw new StartRefused("ErrImagePull", why);
    }

    static String registry(String image) {
        int slash = image.indexOf('/');
        String first = slash < 0 ? "" : image.substring(0, slash);
        return first.contains(".") || first.contains(":") || first.equals("localhost") ? first : "docker.io";
    }

    private static Optional<AuthConfig> credential(byte[] dockerConfig, String registry) {
        try {
            for (var entry : Json.tree(dockerConfig).path("auths").properties()) {
                String host = entry.getKey().replaceAll("^https?://", "").replaceAll("/.*$", "");
                boolean hub = registry.equals("docker.io") && (host.equals("index.docker.io") || host.equals("docker.io"));
                if (host.equals(registry) || hub) {
                    JsonNode auth = entry.getValue();
                    return Optional.of(AuthConfig.newBuilder()
                            .setUsername(auth.path("username").asString(""))
                            .setPassword(auth.path("password").asString(""))
                            .setAuth(auth.path("auth").asString(""))
                            .setIdentityToken(auth.path("identitytoken").asString(""))
                            .build());
                }
            }
        } catch (JacksonException malformed) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    List<Runtime.Image> list() {
        return cri.images(CriClient.CALL_LIMIT, s -> s.listImages(ListImagesRequest.getDefaultInstance())).getImagesList().stream()
                .map(i -> new Runtime.Image(i.getId(),
                        Stream.concat(i.getRepoDigestsList().stream(), i.getRepoTagsList().stream()).toList(), i.getSize()))
                .toList();
    }

    void remove(String id) {
        cri.images(CriClient.CALL_LIMIT, s -> s.removeImage(RemoveImageRequest.newBuilder().setImage(spec(id)).build()));
    }

    private static ImageSpec spec(String image) {
        return ImageSpec.newBuilder().setImage(image).build();
    }
}
