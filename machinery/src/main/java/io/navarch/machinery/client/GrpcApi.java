package io.navarch.machinery.client;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import io.navarch.machinery.object.Gvr;
import io.navarch.machinery.object.Json;
import io.navarch.machinery.object.ObjectKey;
import io.navarch.machinery.object.Revision;
import io.navarch.machinery.object.Status;
import io.navarch.machinery.world.Batch;
import io.navarch.machinery.world.Kind;
import io.navarch.proto.v1.Answer;
import io.navarch.proto.v1.DeleteRequest;
import io.navarch.proto.v1.GetRequest;
import io.navarch.proto.v1.ListAnswer;
import io.navarch.proto.v1.ListRequest;
import io.navarch.proto.v1.ObjectsGrpc;
import io.navarch.proto.v1.PatchRequest;
import io.navarch.proto.v1.Resource;
import io.navarch.proto.v1.WriteRequest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** The API over a gRPC channel. */
public final class GrpcApi implements Api {

    /** How long one call may take before it counts as trouble. */
    static final Duration CALL_LIMIT = Duration.ofSeconds(30);

    private final Channel channel;
    private final String fieldManager;

    /** The field manager is the component's name, such as "kube-scheduler". */
    public GrpcApi(Channel channel, String fieldManager) {
        this.channel = channel;
        this.fieldManager = fieldManager;
    }

    @Override
    public Outcome get(Gvr resource, ObjectKey key) {
        return outcome(stub -> stub.get(GetRequest.newBuilder()
                .setResource(proto(resource))
                .setNamespace(key.namespace())
                .setName(key.name())
                .build()));
    }

    @Override
    public List<byte[]> list(Gvr resource, String namespace, String labelSelector, String fieldSelector) {
        ListAnswer answer = call(stub -> stub.list(ListRequest.newBuilder()
                .setResource(proto(resource))
                .setNamespace(namespace)
                .setLabelSelector(labelSelector)
                .setFieldSelector(fieldSelector)
                .build()));
        if (answer.getCode() != 200) {
            Status status = status(answer.getStatus());
            throw new ApiUnavailable("list " + resource + ": " + status.message(), new IllegalStateException(status.toString()));
        }
        return answer.getItemsList().stream().map(ByteString::toByteArray).toList();
    }

    @Override
    public Outcome create(Gvr resource, String namespace, JsonNode object) {
        return outcome(stub ->
                stub.create(write(resource, new ObjectKey(namespace, ""), Subresource.NONE, object)));
    }

    @Override
    public Outcome create(Gvr resource, ObjectKey key, Subresource subresource, JsonNode body) {
        return outcome(stub -> stub.create(write(resource, key, subresource, body)));
    }

    @Override
    public Outcome update(Gvr resource, ObjectKey key, Subresource subresource, JsonNode object) {
        return outcome(stub -> stub.update(write(resource, key, subresource, object)));
    }

    @Override
    public Outcome patch(Gvr resource, ObjectKey key, Subresource subresource, PatchType type, JsonNode patch) {
        return outcome(stub -> stub.patch(PatchRequest.newBuilder()
                .setResource(proto(resource))
                .setNamespace(key.namespace())
                .setName(key.name())
                .setSubresource(subresource.path())
                .setType(PatchRequest.Type.valueOf(type.name()))
                .setBody(bytes(patch))
                .setFieldManager(fieldManager)
                .setForce(type == PatchType.APPLY)
                .build()));
    }

    @Override
    public Outcome delete(Gvr resource, ObjectKey key, DeleteOptions options) {
        return outcome(stub -> stub.delete(DeleteRequest.newBuilder()
                .setResource(proto(resource))
                .setNamespace(key.namespace())
                .setName(key.name())
                .setOptions(UnsafeByteOperations.unsafeWrap(Json.write(options)))
                .build()));
    }

    @Override
    public Subscription watch(List<Kind<?>> kinds, Consumer<Batch> listener) {
        return new WatchStream(channel, kinds, listener);
    }

    private Outcome outcome(Function<ObjectsGrpc.ObjectsBlockingStub, Answer> verb) {
        Answer answer = call(verb);
        return answer.getCode() / 100 == 2
                ? new Outcome.Done(new Revision(answer.getRevision()), answer.getBody().toByteArray())
                : new Outcome.Refused(status(answer.getBody()));
    }

    private <A> A call(Function<ObjectsGrpc.ObjectsBlockingStub, A> verb) {
        try {
            return verb.apply(ObjectsGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(CALL_LIMIT.toMillis(), TimeUnit.MILLISECONDS));
        } catch (StatusRuntimeException trouble) {
            throw new ApiUnavailable("the API server did not answer: " + trouble.getStatus(), trouble);
        }
    }

    private WriteRequest write(Gvr resource, ObjectKey key, Subresource subresource, JsonNode body) {
        return WriteRequest.newBuilder()
                .setResource(proto(resource))
                .setNamespace(key.namespace())
                .setName(key.name())
                .setSubresource(subresource.path())
                .setBody(bytes(body))
                .setFieldManager(fieldManager)
                .build();
    }

    static Resource proto(Gvr resource) {
        return Resource.newBuilder()
                .setGroup(resource.group())
                .setVersion(resource.version())
                .setResource(resource.resource())
                .build();
    }

    private static ByteString bytes(JsonNode json) {
        return UnsafeByteOperations.unsafeWrap(Json.write(json));
    }

    private static Status status(ByteString json) {
        return Json.read(json.toByteArray(), Status.class);
    }
}
