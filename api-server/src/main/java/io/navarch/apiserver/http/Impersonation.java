package io.navarch.apiserver.http;

import io.navarch.apiserver.authn.User;
import io.navarch.apiserver.authz.Authorization;
import io.navarch.apiserver.authz.Request;
import io.navarch.apiserver.status.GoText;
import io.navarch.apiserver.status.Refusal;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Impersonate-* headers: somebody who may acts as somebody else. */
final class Impersonation {

    private static final String USER = "Impersonate-User";
    private static final String GROUP = "Impersonate-Group";
    private static final String UID = "Impersonate-Uid";
    private static final String EXTRA = "impersonate-extra-";
    private static final String ACCOUNT = "system:serviceaccount:";

    private final Authorization authorization;

    Impersonation(Authorization authorization) {
        this.authorization = authorization;
    }

    /** The user that the request is to be judged as. */
    User settle(HttpHeaders headers, User user) {
        String name = headers.get(USER);
        List<String> groups = headers.getAll(GROUP);
        Map<String, List<String>> extra = extra(headers);
        String uid = headers.get(UID);
        if (name == null || name.isEmpty()) {
            if (!groups.isEmpty() || !extra.isEmpty() || uid != null) {
                throw Refusal.badRequest("requested &user.DefaultInfo{Name:\"\", UID:" + GoText.quote(uid == null ? "" : uid)
                        + ", Groups:[]string" + (groups.isEmpty() ? "(nil)" : goList(groups)) + ", Extra:map[string][]string"
                        + (extra.isEmpty() ? "(nil)" : goMap(extra)) + "} without impersonating a user name");
            }
            return user;
        }
        List<String> all = new ArrayList<>(groups);
        if (name.startsWith(ACCOUNT) && name.substring(ACCOUNT.length()).indexOf(':') > 0) {
            String[] parts = name.substring(ACCOUNT.length()).split(":", 2);
            require(user, "", "serviceaccounts", "", parts[0], parts[1]);
            if (groups.isEmpty()) {
                all.add("system:serviceaccounts");
                all.add("system:serviceaccounts:" + parts[0]);
            }
        } else {
            require(user, "", "users", "", "", name);
        }
        groups.forEach(g -> require(user, "", "groups", "", "", g));
        extra.forEach((key, values) ->
                values.forEach(v -> require(user, "authentication.k8s.io", "userextras", key, "", v)));
        if (uid != null && !uid.isEmpty()) {
            require(user, "authentication.k8s.io", "uids", "", "", uid);
        }
        String everybody = name.equals(User.ANONYMOUS.name()) ? User.ALL_UNAUTHENTICATED : User.ALL_AUTHENTICATED;
        if (!all.contains(everybody)) {
            all.add(everybody);
        }
        return new User(name, uid == null ? "" : uid, List.copyOf(all), extra);
    }

    /** As Go prints a slice of strings. */
    private static String goList(List<String> values) {
        return values.stream().map(GoText::quote).collect(Collectors.joining(", ", "{", "}"));
    }

    private static String goMap(Map<String, List<String>> extra) {
        return extra.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(e -> GoText.quote(e.getKey()) + ":[]string" + goList(e.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private void require(User user, String group, String resource, String subresource, String namespace, String name) {
        authorization.require(new Request(
                user.name(), user.groups(), "impersonate", group, "", resource, subresource, namespace, name, ""));
    }

    private static Map<String, List<String>> extra(HttpHeaders headers) {
        Map<String, List<String>> extra = new LinkedHashMap<>();
        for (Map.Entry<String, String> header : headers) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (name.startsWith(EXTRA)) {
                extra.computeIfAbsent(PathText.decoded(name.substring(EXTRA.length())), k -> new ArrayList<>())
                        .add(header.getValue());
            }
        }
        return extra;
    }
}
