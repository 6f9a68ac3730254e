package io.navarch.apiserver.authz;

/** One way to decide. Called for every request: must be quick and must not block. */
public interface Authorizer {

    /** Members of system:masters may do everything. */
    Authorizer MASTERS = request ->
            request.groups().contains("system:masters") ? Decision.allowed("") : Decision.NO_OPINION;

    Decision decide(Request request);
}
