package io.navarch.apiserver.rpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.navarch.apiserver.authn.User;
import io.navarch.apiserver.authz.Authorization;
import io.navarch.apiserver.authz.Request;
import io.navarch.apiserver.cache.Listing;
import io.navarch.apiserver.resource.ResourceType;
import io.navarch.apiserver.status.Refusal;
import io.navarch.apiserver.store.StoreUnavailable;
import io.navarch.apiserver.verb.Actions;
import io.navarch.apiserver.verb.Call;
import io.navarch.apiserver.verb.DeleteOptions;
import io.navarch.apiserver.verb.ListOptions;
import io.navarch.apiserver.verb.Options;
import io.navarch.apiserver.verb.PatchType;
import io.navarch.apiserver.verb.Verbs;
import io.navarch.machinery.object.Json;
import io.navarch.proto.v1.Answer;
import io.navarch.proto.v1.DeleteRequest;
import io.navarch.proto.v1.GetRequest;
import io.navarch.proto.v1.ListAnswer;
import io.navarch.proto.v1.ListRequest;
import io.navarch.proto.v1.ObjectsGrpc;
import io.navarch.proto.v1.PatchRequest;
import io.navarch.proto.v1.Resource;
import io.navarch.proto.v1.WatchBatch;
import io.navarch.proto.v1.WatchRequest;
import io.navarch.proto.v1.WriteRequest;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** Each method is one verb; refusals are answers like any other. Runs on virtual threads, so verbs may block. */
final class ObjectsService extends ObjectsGrpc.ObjectsImplBase {

    private static final Logger LOG = LoggerFactory.getLogger(ObjectsService.class);

    private final Verbs verbs;
    private final Actions actions;
    private final Authorization authorization;

    ObjectsService(Verbs verbs, Actions actions, Authorization authorization) {
        this.verbs = verbs;
        this.actions = actions;
        this.authorization = authorization;
    }

    @Override
    public void get(GetRequest request, StreamObserver<Answer> out) {
        answer(out, () -> {
            Call call = call("get", request.getResource(), request.getNamespace(), request.getName(), request.getSubresource(), "");
            return verbs.get(call, "");
        });
    }

    @Override
    public void list(ListRequest request, StreamObserver<ListAnswer> out) {
        ListAnswer.Builder answer = ListAnswer.newBuilder();
        try {
            Call call = call("list", request.getResource(), request.getNamespace(), "", "", "");
            Listing listing =
                    verbs.list(call, ListOptions.selecting(request.getLabelSelector(), request.getFieldSelector()));
            answer.setCode(200).setRevision(listing.revision().value());
            listing.entries().forEach(e -> answer.addItems(bytes(verbs.inVersion(call, e.json()))));
        } catch (RuntimeException trouble) {
            Refusal refusal = refusal(trouble);
            answer.clear().setCode(refusal.code()).setStatus(bytes(Json.write(refusal.status())));
        }
        out.onNext(answer.build());
        out.onCompleted();
    }

    @Override
    public void create(WriteRequest request, StreamObserver<Answer> out) {
        answer(out, () -> {
            Call call = write("create", request);
            byte[] body = request.getBody().toByteArray();
            return actions.find(call.type().groupResource(), call.subresource())
                    .map(action -> action.run(call, body))
                    .orElseGet(() -> verbs.create(call, body));
        });
    }

    @Override
    public void update(WriteRequest request, StreamObserver<Answer> out) {
        answer(out, () -> verbs.update(write("update", request), request.getBody().toByteArray()));
    }

    @Override
    public void patch(PatchRequest request, StreamObserver<Answer> out) {
        answer(out, () -> {
            Call plain = call(
                    "patch",
                    request.getResource(),
                    request.getNamespace(),
                    request.getName(),
                    request.getSubresource(),
                    request.getFieldManager());
            Call call = plain.with(new Options(
                    false, plain.options().fieldValidation(), plain.options().fieldManager(), request.getForce()));
            PatchType type = switch (request.getType()) {
                case JSON -> PatchType.JSON;
                case STRATEGIC -> PatchType.STRATEGIC;
                case APPLY -> PatchType.APPLY;
                case MERGE, UNRECOGNIZED -> PatchType.MERGE;
            };
            byte[] body = request.getBody().toByteArray();
            requireUid(call, type, body);
            return verbs.patch(call, type, body);
        });
    }

    /** A uid in a patch says which object is meant: one that is not the same any more is a conflict. */
    private void requireUid(Call call, PatchType type, byte[] body) {
        if (type == PatchType.JSON || type == PatchType.APPLY) {
            return;
        }
        String uid = Json.tree(body).path("metadata").path("uid").asString("");
        if (!uid.isEmpty()) {
            JsonNode live = Json.tree(verbs.get(call.of(call.type(), ""), "").json());
            if (!uid.equals(live.path("metadata").path("uid").asString(""))) {
                throw Refusal.conflict(call.type().groupResource(), call.name(), "the object with uid " + uid + " is gone");
            }
        }
    }

    @Override
    public void delete(DeleteRequest request, StreamObserver<Answer> out) {
        answer(out, () -> {
            Call call = call("delete", request.getResource(), request.getNamespace(), request.getName(), "", "");
            return verbs.delete(call, DeleteOptions.parse(request.getOptions().toByteArray()));
        });
    }

    @Override
    public void watch(WatchRequest request, StreamObserver<WatchBatch> out) {
        ServerCallStreamObserver<WatchBatch> stream = (ServerCallStreamObserver<WatchBatch>) out;
        try {
            List<Call> calls = request.getInterestsList().stream()
                    .map(interest -> {
                        String name = interest.getFieldSelector().startsWith("metadata.name=")
                                ? interest.getFieldSelector().substring("metadata.name=".length())
                                : "";
                        call("list", interest.getResource(), interest.getNamespace(), name, "", "");
                        return call("watch", interest.getResource(), interest.getNamespace(), name, "", "");
                    })
                    .toList();
            new WatchFeed(verbs, calls, request.getInterestsList(), stream).start();
        } catch (RuntimeException trouble) {
            Refusal refusal = refusal(trouble);
            out.onError(GrpcCodes.of(refusal).withDescription(refusal.message()).asRuntimeException());
        }
    }

    private Call write(String verb, WriteRequest request) {
        return call(
                verb,
                request.getResource(),
                request.getNamespace(),
                request.getName(),
                request.getSubresource(),
                request.getFieldManager());
    }

    /** The call, if the caller may make it. */
    private Call call(String verb, Resource resource, String namespace, String name, String subresource, String fieldManager) {
        User user = Callers.USER.get();
        authorization.require(new Request(
                user.name(),
                user.groups(),
                verb,
                resource.getGroup(),
                resource.getVersion(),
                resource.getResource(),
                subresource,
                namespace,
                name,
                ""));
        ResourceType type = verbs.backend()
                .types()
                .current()
                .find(resource.getGroup(), resource.getVersion(), resource.getResource())
                .filter(t -> subresource.isEmpty() || t.subresource(subresource) != null)
                .orElseThrow(Refusal::noSuchResource);
        Options options = fieldManager.isEmpty() ? Options.NONE : Options.by(fieldManager);
        return new Call(user, type, subresource, namespace, name, options, warning -> {});
    }

    private static void answer(StreamObserver<Answer> out, Supplier<io.navarch.apiserver.verb.Answer> verb) {
        Answer answer;
        try {
            io.navarch.apiserver.verb.Answer given = verb.get();
            answer = Answer.newBuilder()
                    .setCode(given.code())
                    .setBody(bytes(given.json()))
                    .setRevision(given.revision().value())
                    .build();
        } catch (RuntimeException trouble) {
            Refusal refusal = refusal(trouble);
            answer = Answer.newBuilder()
                    .setCode(refusal.code())
                    .setBody(bytes(Json.write(refusal.status())))
                    .build();
        }
        out.onNext(answer);
        out.onCompleted();
    }

    private static Refusal refusal(RuntimeException trouble) {
        return switch (trouble) {
            case Refusal refusal -> refusal;
            case StoreUnavailable unavailable -> Refusal.serviceUnavailable("the store cannot be reached");
            default -> {
                LOG.error("a call over gRPC failed", trouble);
                yield Refusal.internal(String.valueOf(trouble.getMessage()));
            }
        };
    }

    private static ByteString bytes(byte[] json) {
        return UnsafeByteOperations.unsafeWrap(json);
    }
}
