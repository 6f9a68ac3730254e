package io.navarch.apiserver.rpc;

import io.grpc.Status;
import io.navarch.apiserver.status.Refusal;

/** HTTP codes as gRPC's, for streams, whose refusals have no body. */
final class GrpcCodes {

    private GrpcCodes() {}

    static Status of(Refusal refusal) {
        return switch (refusal.code()) {
            case 400, 422 -> Status.INVALID_ARGUMENT;
            case 401 -> Status.UNAUTHENTICATED;
            case 403 -> Status.PERMISSION_DENIED;
            case 404 -> Status.NOT_FOUND;
            case 409 -> Status.ABORTED;
            case 410 -> Status.OUT_OF_RANGE;
            case 429 -> Status.RESOURCE_EXHAUSTED;
            case 503, 504 -> Status.UNAVAILABLE;
            default -> Status.INTERNAL;
        };
    }
}
